package io.github.fabricmirroring.internal.window;

/** How a call to Fabric ends, as far as a window cares. */
public enum CallEnds {
    /** What went wrong at first passed while the call was tried again. */
    PASSES,
    /** It failed, and may have taken effect all the same. */
    OUTCOME_UNKNOWN,
    /** It failed and certainly had no effect. */
    REFUSED
}
