/**
 * Puts one question on the page at a time, and waits for its answer.
 *
 * @module
 */
import { say, sayError } from './outcome.ts';

/** What to do with a form before it is shown. */
export interface Preparation {
  /** For the elements with these names in `data-text`. May be UNTRUSTED. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly fill?: (form: HTMLFormElement) => void;
}

/**
 * Shows the form of `<template id="ask-NAME">` and hands what was typed to `send`. When that
 * throws, the form stays and can be sent again. A question that is on the page already stays as it
 * is, but for its secrets.
 *
 * @returns what `send` made of it; `undefined` when the user wants to start again.
 */
export async function ask<Result>(
  name: string,
  send: (answer: FormData) => Promise<Result>,
  preparation: Preparation = {},
): Promise<Result | undefined> {
  const form = show(name, preparation);
  for (;;) {
    const answer = await nextSubmit(form);
    if (answer === undefined) {
      say('');
      return undefined;
    }
    say('One moment …', 'working');
    form.ariaBusy = 'true';
    // What is on its way cannot be taken back, so it stays where it was typed.
    form.onreset = (event) => event.preventDefault();
    try {
      const result = await send(answer);
      say('');
      return result;
    } catch (error) {
      sayError(error);
    } finally {
      form.ariaBusy = 'false';
    }
  }
}

export function textOf(answer: FormData, name: string): string {
  const value = answer.get(name);
  return typeof value === 'string' ? value : '';
}

function show(name: string, { texts = {}, fill }: Preparation): HTMLFormElement {
  const form = currentForm(name) ?? replaceForm(name);
  for (const [key, text] of Object.entries(texts)) {
    form.querySelector(`[data-text=${key}]`)!.textContent = text;
  }
  fill?.(form);
  focusOn(form);
  return form;
}

function currentForm(name: string): HTMLFormElement | undefined {
  const [form] = document.forms;
  if (form?.dataset['question'] !== name) return undefined;
  const secrets = '[type=password], [autocomplete=one-time-code]';
  for (const input of form.querySelectorAll<HTMLInputElement>(secrets)) input.value = '';
  return form;
}

function replaceForm(name: string): HTMLFormElement {
  const template = document.getElementById(`ask-${name}`) as HTMLTemplateElement;
  const title = template.dataset['title'] ?? '';
  document.title = title;
  document.getElementById('title')!.textContent = title;
  const form = template.content.firstElementChild!.cloneNode(true) as HTMLFormElement;
  form.dataset['question'] = name;
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('question')!.replaceChildren(form);
  return form;
}

/** The first field that is empty; without one the title, so that Enter does not press a button. */
function focusOn(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([readonly])')];
  const field = fields.find(({ value }) => value === '');
  (field ?? document.getElementById('title')!).focus();
}

/** What was typed, with the button that was pressed; `undefined` for the one that starts again. */
function nextSubmit(form: HTMLFormElement): Promise<FormData | undefined> {
  return new Promise((resolve) => {
    form.onsubmit = ({ submitter }) => resolve(new FormData(form, submitter));
    form.onreset = () => resolve(undefined);
  });
}
