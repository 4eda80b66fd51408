package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Does at once what it is asked for. */
class PromptFabric implements MirroringApi {

    private final AtomicReference<MirroringState> state;
    private final List<String> calls;

    PromptFabric(AtomicReference<MirroringState> state, List<String> calls) {
        this.state = state;
        this.calls = calls;
    }

    @Override
    public void signIn() {}

    @Override
    public void stopMirroring(Duration within) {
        calls.add("stop");
        state.set(MirroringState.OFF);
    }

    @Override
    public void startMirroring(Duration within) {
        calls.add("start");
        state.set(MirroringState.ON);
    }

    @Override
    public String startMirroringByHand() {
        return "by hand";
    }
}
