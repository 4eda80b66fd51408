package io.github.fabricmirroring.internal.window;

/** Thrown out of a port call to leave a process where it is; see {@link CallLog}. */
final class Suspended extends Error {

    private static final long serialVersionUID = 1L;

    static final Suspended HERE = new Suspended();

    private Suspended() {
        super("suspended", null, false, false);
    }
}
