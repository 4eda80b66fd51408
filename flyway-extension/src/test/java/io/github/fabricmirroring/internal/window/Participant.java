package io.github.fabricmirroring.internal.window;

/** A process that takes part in the protocol, as far as the database is concerned. */
public interface Participant {

    WindowSession session();

    /** As when the network, the server or the process itself fails: the database has lost the session. */
    void cut();
}
