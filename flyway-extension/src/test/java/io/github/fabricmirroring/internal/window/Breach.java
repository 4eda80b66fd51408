package io.github.fabricmirroring.internal.window;

/** What went wrong in a schedule. */
record Breach(Of of, String what) {

    enum Of {
        /** A promise to users: what a rule is there for. */
        PROMISE,
        /** What the protocol keeps up on the way. */
        INVARIANT
    }

    static Breach ofPromise(String what) {
        return new Breach(Of.PROMISE, what);
    }

    static Breach ofInvariant(String what) {
        return new Breach(Of.INVARIANT, what);
    }
}
