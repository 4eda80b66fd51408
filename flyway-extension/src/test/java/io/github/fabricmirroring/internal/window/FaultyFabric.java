package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.FaultRow.At;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fabric as the runs of a {@link FaultyProject} meet it: each call ends as planned, the others are accepted. */
final class FaultyFabric implements MirroringApi {

    static final String BY_HAND = "az rest --method post --resource https://fabric --url https://fabric/startMirroring";

    enum Does {
        ACCEPT,
        ACCEPT_AND_DO_NOTHING,
        REFUSE,
        /** Nothing of it arrives, and the caller cannot know. */
        LOSE_CALL,
        /** It is carried out, and the caller cannot know. */
        LOSE_ANSWER
    }

    private static final class Failure extends MirroringApiException {
        private static final long serialVersionUID = 1L;

        private final boolean mayHaveTakenEffect;

        Failure(String message, boolean mayHaveTakenEffect) {
            super(message, null);
            this.mayHaveTakenEffect = mayHaveTakenEffect;
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return mayHaveTakenEffect;
        }
    }

    private final SimulatedWorld world;
    private final List<String> calls = new ArrayList<>();
    private final Map<At, Does> always = new EnumMap<>(At.class);
    private final Map<At, String> says = new EnumMap<>(At.class);

    private Optional<String> notSignedIn = Optional.empty();

    FaultyFabric(SimulatedWorld world) {
        this.world = world;
    }

    /** The calls so far. */
    List<String> calls() {
        return calls;
    }

    /** From now on, each call of that kind. */
    FaultyFabric always(At call, Does does, String failure) {
        always.put(call, does);
        says.put(call, failure);
        return this;
    }

    void signInFails(String failure) {
        notSignedIn = Optional.of(failure);
    }

    void recover() {
        notSignedIn = Optional.empty();
        always.clear();
        calls.clear();
    }

    @Override
    public void signIn() {
        notSignedIn.ifPresent(failure -> {
            throw new Failure(failure, false);
        });
    }

    @Override
    public void stopMirroring(Duration within) {
        call(At.STOP);
    }

    @Override
    public void startMirroring(Duration within) {
        call(At.START);
    }

    @Override
    public String startMirroringByHand() {
        return BY_HAND;
    }

    private void call(At call) {
        calls.add(call.call());
        Does does = always.getOrDefault(call, Does.ACCEPT);
        if (does == Does.ACCEPT || does == Does.LOSE_ANSWER) {
            world.accept(call == At.START);
        }
        if (does != Does.ACCEPT && does != Does.ACCEPT_AND_DO_NOTHING) {
            throw new Failure(says.get(call), does != Does.REFUSE);
        }
    }
}
