import { useRef } from 'react';

type Tell = (message: string | null) => void;

/** Joins the problems of several boxes into one that a form is told: the first of those that are left. */
export function useProblems(onProblem: Tell): (box: string) => Tell {
  const known = useRef(new Map<string, string>());
  return (box) => (message) => {
    if (message === null) known.current.delete(box);
    else known.current.set(box, message);
    onProblem([...known.current.values()][0] ?? null);
  };
}
