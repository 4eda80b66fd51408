package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.function.Supplier;

/** Fabric's calls, by a client that is made when it is first needed. */
final class Fabric implements MirroringApi {

    private final Supplier<MirroringApi> factory;
    private MirroringApi api;

    Fabric(Supplier<MirroringApi> factory) {
        this.factory = factory;
    }

    /** To be called before anything is written or stopped, because it may fail. */
    @Override
    public void signIn() {
        api().signIn();
    }

    private synchronized MirroringApi api() {
        if (api == null) {
            api = factory.get();
        }
        return api;
    }

    @Override
    public void stopMirroring(Duration within) {
        api().stopMirroring(within);
    }

    @Override
    public void startMirroring(Duration within) {
        api().startMirroring(within);
    }

    @Override
    public String startMirroringByHand() {
        return api().startMirroringByHand();
    }
}
