package io.github.fabricmirroring.internal.window;

/** A rule of the protocol, which a simulation can do without, to see what it is for. */
enum Rule {
    /** One at a time asks Fabric for a change. */
    GATE,
    /** Whoever needs mirroring off is known to the others for as long as it lives. */
    KEEPERS,
    /** What a window has done is known when its process is gone. */
    NOTES,
    /** A note says that a start may still come. */
    PHASES,
    /** Only the last one out starts mirroring. */
    LAST_OUT,
    /** What may still come is waited for. */
    SETTLE
}
