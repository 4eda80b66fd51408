package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;

/**
 * Port: the two locks of the protocol, both of the scope that mirroring has: the database. They die with the connection
 * that took them, so a dead process holds nothing.
 *
 * <p>All methods throw {@link SessionLostException} if the connection, and with it each lock, is gone, and another
 * {@link MirroringException} if the database refuses.
 */
public interface Locks {

    /**
     * Takes the gate, the exclusive lock whose holder alone asks Fabric for a change. Does nothing if this session
     * holds it.
     *
     * @param atMost how long to wait for it; some databases do not wait at all
     * @return whether this session holds it now
     */
    boolean takeGate(Duration atMost);

    /** Does nothing if this session does not hold it. */
    void leaveGate();

    /**
     * Takes a keeper lock, which any number of sessions hold at once: mirroring has to stay off while it is held. To be
     * called by the gate's holder. Does nothing if this session keeps already.
     */
    void keep();

    /** To be called by the gate's holder. Does nothing if this session does not keep. */
    void stopKeeping();

    /** Whether any other session keeps. To be called by the gate's holder. */
    boolean othersKeep();
}
