import { readonly, ref, shallowRef } from 'vue';
import { zhCN, type MessageKey } from '../locales/zh-CN.ts';

export type Locale = 'zh-CN' | 'en';
export type { MessageKey };
export type Translate = (key: MessageKey, params?: Record<string, string | number>) => string;

const storageKey = 'minqing.locale';
const messages = shallowRef<Record<MessageKey, string>>(zhCN);
const locale = ref<Locale>('zh-CN');

/**
 * `template` with `{name}` replaced by the parameters; an unknown name stays, so that it is seen.
 * `{n|item|items}` is the first word when n is 1, else the second, for languages that tell them apart.
 */
export function fillIn(template: string, params: Record<string, string | number>): string {
  return template
    .replaceAll(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_whole, name: string, one: string, many: string) =>
      String(params[name]) === '1' ? one : many,
    )
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The text of `key` in the chosen language. Reactive when called while rendering. */
export const t: Translate = (key, params) => (params ? fillIn(messages.value[key], params) : messages.value[key]);

/** The text of a key that data names (a metric id, a state); `fallback` when no such text exists. */
export function tData(key: string, fallback: string): string {
  return (messages.value as Record<string, string>)[key] ?? fallback;
}

/** Switches the language, remembers it and tells assistive technology. English is loaded when first asked for. */
export async function setLocale(next: Locale): Promise<void> {
  messages.value = next === 'en' ? (await import('../locales/en.ts')).en : zhCN;
  locale.value = next;
  document.documentElement.lang = next;
  localStorage.setItem(storageKey, next);
}

/** Brings back the language of the last visit; Chinese on the first. */
export async function restoreLocale(): Promise<void> {
  if (localStorage.getItem(storageKey) === 'en') await setLocale('en');
}

/** The translation functions and the language they speak. */
export function useI18n() {
  return { t, tData, locale: readonly(locale) };
}
