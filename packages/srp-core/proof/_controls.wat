;; base^exponent mod 2^31 - 1, four ways. The first keeps to one path and one row of addresses; the
;; proof has to see each of the other three leak. (It divides, which is not what is looked at here.)
(module
  (memory (export "memory") 1)

  (func $product (param $left i64) (param $right i64) (result i64)
    (i64.rem_u (i64.mul (local.get $left) (local.get $right)) (i64.const 2147483647)))

  ;; base^0 .. base^15, eight bytes each, from address 0
  (func $fillTable (param $base i64)
    (local $entry i32) (local $value i64)
    (local.set $value (i64.const 1))
    (loop $next
      (i64.store (i32.shl (local.get $entry) (i32.const 3)) (local.get $value))
      (local.set $value (call $product (local.get $value) (local.get $base)))
      (local.set $entry (i32.add (local.get $entry) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $entry) (i32.const 16)))))

  (func $fourSquares (param $value i64) (result i64)
    (local.set $value (call $product (local.get $value) (local.get $value)))
    (local.set $value (call $product (local.get $value) (local.get $value)))
    (local.set $value (call $product (local.get $value) (local.get $value)))
    (call $product (local.get $value) (local.get $value)))

  (func $digit (param $exponent i32) (param $shift i32) (result i32)
    (i32.and (i32.shr_u (local.get $exponent) (local.get $shift)) (i32.const 15)))

  ;; Every entry is read, and all but one are masked away.
  (func $selectMasked (param $index i32) (result i64)
    (local $entry i32) (local $sum i64)
    (loop $next
      (local.set $sum
        (i64.or (local.get $sum)
          (i64.and (i64.load (i32.shl (local.get $entry) (i32.const 3)))
            (i64.sub (i64.const 0)
              (i64.extend_i32_u (i32.eq (local.get $entry) (local.get $index)))))))
      (local.set $entry (i32.add (local.get $entry) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $entry) (i32.const 16))))
    (local.get $sum))

  (func (export "maskedTable") (param $base i64) (param $exponent i32) (result i64)
    (local $shift i32) (local $value i64)
    (call $fillTable (local.get $base))
    (local.set $value (i64.const 1))
    (local.set $shift (i32.const 32))
    (loop $next
      (local.set $shift (i32.sub (local.get $shift) (i32.const 4)))
      (local.set $value
        (call $product (call $fourSquares (local.get $value))
          (call $selectMasked (call $digit (local.get $exponent) (local.get $shift)))))
      (br_if $next (local.get $shift)))
    (local.get $value))

  (func (export "secretIndexedTable") (param $base i64) (param $exponent i32) (result i64)
    (local $shift i32) (local $value i64)
    (call $fillTable (local.get $base))
    (local.set $value (i64.const 1))
    (local.set $shift (i32.const 32))
    (loop $next
      (local.set $shift (i32.sub (local.get $shift) (i32.const 4)))
      (local.set $value
        (call $product (call $fourSquares (local.get $value))
          (i64.load
            (i32.shl (call $digit (local.get $exponent) (local.get $shift)) (i32.const 3)))))
      (br_if $next (local.get $shift)))
    (local.get $value))

  (func (export "skippedZeros") (param $base i64) (param $exponent i32) (result i64)
    (local $shift i32) (local $value i64)
    (call $fillTable (local.get $base))
    (local.set $value (i64.const 1))
    (local.set $shift (i32.const 32))
    (loop $next
      (local.set $shift (i32.sub (local.get $shift) (i32.const 4)))
      (local.set $value (call $fourSquares (local.get $value)))
      (if (call $digit (local.get $exponent) (local.get $shift))
        (then
          (local.set $value
            (call $product (local.get $value)
              (call $selectMasked (call $digit (local.get $exponent) (local.get $shift)))))))
      (br_if $next (local.get $shift)))
    (local.get $value))

  (func (export "squareAndMultiply") (param $base i64) (param $exponent i32) (result i64)
    (local $bit i32) (local $value i64)
    (local.set $value (i64.const 1))
    (local.set $bit (i32.const 32))
    (loop $next
      (local.set $bit (i32.sub (local.get $bit) (i32.const 1)))
      (local.set $value (call $product (local.get $value) (local.get $value)))
      (if (i32.and (i32.shr_u (local.get $exponent) (local.get $bit)) (i32.const 1))
        (then (local.set $value (call $product (local.get $value) (local.get $base)))))
      (br_if $next (local.get $bit)))
    (local.get $value))

  ;; One leak each, through an instruction that the four above do not have.
  (func (export "branchTable") (param $secret i32) (result i32)
    (block $b (block $a (br_table $a $b (local.get $secret))) (return (i32.const 7)))
    (i32.const 8))
  (func (export "chosen") (param $secret i32) (result i32)
    (select (i32.const 4) (i32.const 5) (local.get $secret)))
  (func (export "storeByte") (param $secret i32) (result i32)
    (i32.store8 offset=512 (local.get $secret) (i32.const 9)) (i32.load8_u (i32.const 512)))
  (func (export "storeFloat") (param $secret i32) (result i32)
    (f64.store offset=1024 (i32.shl (local.get $secret) (i32.const 3)) (f64.const 1.5))
    (i32.load8_u (i32.const 1031)))
  (func (export "loadVector") (param $secret i32) (result i32)
    (i32x4.extract_lane 0 (v128.load (local.get $secret))))
  (func (export "storeVector") (param $secret i32) (result i32)
    (v128.store offset=2048 (local.get $secret) (v128.const i32x4 1 2 3 4))
    (i32.load8_u (i32.const 2048)))
  (func (export "splat") (param $secret i32) (result i32)
    (i32x4.extract_lane 2 (v128.load32_splat (i32.shl (local.get $secret) (i32.const 2)))))
  (func (export "storeLane") (param $secret i32) (result i32)
    (v128.store16_lane offset=3072 1 (local.get $secret) (v128.const i16x8 1 2 3 4 5 6 7 8))
    (i32.load8_u (i32.const 3072)))
  (func (export "filled") (param $secret i32) (result i32)
    (memory.fill (i32.const 4096) (i32.const 3) (local.get $secret)) (i32.load8_u (i32.const 4096)))
  (func (export "copied") (param $secret i32) (result i32)
    (memory.copy (i32.const 5120) (local.get $secret) (i32.const 2)) (i32.load8_u (i32.const 5120)))
  (func (export "storedValue") (param $secret i32) (result i32)
    (i32.store offset=6144 (i32.const 0) (local.get $secret)) (i32.load (i32.const 6144)))
  (func (export "filledValue") (param $secret i32) (result i32)
    (memory.fill (i32.const 7168) (local.get $secret) (i32.const 4)) (i32.load (i32.const 7168))))
