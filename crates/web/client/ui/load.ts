// Loading and doing: what a screen waits for, and what it has been refused.
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Problem, asProblem } from '../api/client';

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => Promise<void>;
  set: (data: T) => void;
}

/** Loads when `key` changes; keeps what it has while loading anew. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; problem: Problem | null; loading: boolean }>({
    key, data: null, problem: null, loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const data = await latest.current();
      if (mine === turn.current) setState({ key, data, problem: null, loading: false });
    } catch (error) {
      const problem = asProblem(error);
      if (mine === turn.current) setState((old) => ({ key, data: old.key === key ? old.data : null, problem, loading: false }));
    }
  }, [key]);
  // Before the first paint, not after it: the request is the long part.
  useLayoutEffect(() => void reload(), [reload]);
  const set = useCallback((data: T) => {
    turn.current++;
    setState({ key, data, problem: null, loading: false });
  }, [key]);
  const fresh = state.key === key;
  return { data: fresh ? state.data : null, problem: fresh ? state.problem : null, loading: !fresh || state.loading, reload, set };
}

export interface Doing {
  busy: boolean;
  problem: Problem | null;
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** Runs one thing at a time and keeps its refusal until the next. */
export function useDoing(): Doing {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null });
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setState({ busy: true, problem: null });
    try {
      await work();
      setState({ busy: false, problem: null });
      return true;
    } catch (error) {
      setState({ busy: false, problem: asProblem(error) });
      return false;
    }
  }, []);
  const clear = useCallback(() => setState({ busy: false, problem: null }), []);
  return { ...state, run, clear };
}
