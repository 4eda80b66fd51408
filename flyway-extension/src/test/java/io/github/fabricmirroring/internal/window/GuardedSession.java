package io.github.fabricmirroring.internal.window;

/**
 * A session with something in its way.
 *
 * @param beforeLocks happens before its locks are asked for
 * @param beforeOthers happens before anything else is asked for
 */
record GuardedSession(WindowSession session, Runnable beforeLocks, Runnable beforeOthers) implements WindowSession {

    @Override
    public Locks locks() {
        beforeLocks.run();
        return session.locks();
    }

    @Override
    public Notes notes() {
        beforeOthers.run();
        return session.notes();
    }

    @Override
    public MirroringState state() {
        beforeOthers.run();
        return session.state();
    }

    @Override
    public void close() {
        session.close();
    }
}
