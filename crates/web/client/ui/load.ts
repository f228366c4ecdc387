// Loading and doing: what a screen waits for, and what it has been refused.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, api, asProblem, body } from '../api/client';

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
  useEffect(() => void reload(), [reload]);
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

/** Milliseconds between two looks at the change feed. */
const LOOK = 1_500;

/** Calls `changed` when anything in the unit has changed, within two seconds while the page is seen. */
export function useLive(unit: string | null, changed: (reset: boolean) => unknown): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (!unit) return;
    let position: string | undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible') {
        try {
          const query = position === undefined ? {} : { since: position };
          const page = await body(api.GET('/api/v1/units/{unit}/changes', { params: { path: { unit }, query } }));
          if (page.items.length > 0 || page.reset) latest.current(page.reset);
          position = page.position;
        } catch {
          // No coverage, or the unit is no longer one's own: the screen's own loading says so.
        }
      }
      if (!stopped) timer = setTimeout(() => void look(), LOOK);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [unit]);
}
