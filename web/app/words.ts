/** What the scripts say, in the reader's language: attributes of the page's `<template data-words>`. */
export function words(document: Document): DOMStringMap {
  return document.querySelector<HTMLTemplateElement>("template[data-words]")?.dataset ?? {};
}
