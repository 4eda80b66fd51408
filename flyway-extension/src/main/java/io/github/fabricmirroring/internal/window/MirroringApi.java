package io.github.fabricmirroring.internal.window;

import java.time.Duration;

/**
 * Port: asks Fabric to stop and to start the mirroring of one SQL database. Both requests return once Fabric has accepted
 * the request; the change itself follows later.
 */
public interface MirroringApi {

    /**
     * Gets the token for the calls that follow, so that one token serves a whole window while it is valid. Costs nothing
     * if there is a valid one.
     *
     * @throws MirroringApiException if there is none within a few minutes, or the thread was interrupted, whose flag is
     *     set then
     */
    void signIn();

    /**
     * @param within for how long what may pass (throttling, a broken connection) is waited out
     * @throws MirroringApiException if the request was not accepted
     */
    void stopMirroring(Duration within);

    /**
     * @param within for how long the call is tried again after a failure that may pass
     * @throws MirroringApiException if the request was not accepted
     */
    void startMirroring(Duration within);

    /** The call that starts mirroring, as a person can make it from a terminal. */
    String startMirroringByHand();
}
