'use client';
import { createContext, useContext } from 'react';

/** Whether the boxes here save what is typed or picked in them by themselves; where they do not, a form is sent. */
export const SavesAtOnce = createContext(false);

/** Marks a box that saves by itself while it holds nothing but what is saved: the keys of undo mean the page there. */
export const savedMark = (isSaved: boolean) => (isSaved ? { 'data-saved': '' } : {});

/** The mark of a box that stands also in forms. */
export const useSavedMark = (isSaved: boolean) => savedMark(useContext(SavesAtOnce) && isSaved);

export const isMarkedSaved = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.dataset.saved !== undefined;
