package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Fabric as one process of a {@link SimulatedWorld} meets it. */
final class SimulatedFabric implements MirroringApi {

    /** What Fabric does with a call. */
    enum Answer {
        ACCEPTED,
        REFUSED,
        /** The answer is lost, the call is not. */
        LOST_BUT_ACCEPTED,
        LOST
    }

    private static final class Failure extends MirroringApiException {
        private static final long serialVersionUID = 1L;

        private final boolean mayHaveTakenEffect;

        Failure(boolean mayHaveTakenEffect) {
            super(mayHaveTakenEffect ? "the answer was lost" : "refused", null);
            this.mayHaveTakenEffect = mayHaveTakenEffect;
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return mayHaveTakenEffect;
        }
    }

    private final SimulatedWorld world;
    private final CallLog log;
    private final Supplier<Optional<Connection>> connection;
    private final Supplier<Answer> answers;
    private Runnable signingIn = () -> {};

    /**
     * @param connection the one that the process has
     */
    SimulatedFabric(
            SimulatedWorld world, CallLog log, Supplier<Optional<Connection>> connection, Supplier<Answer> answers) {
        this.world = world;
        this.log = log;
        this.connection = connection;
        this.answers = answers;
    }

    /** What happens whenever somebody signs in. */
    void whenSigningIn(Runnable happens) {
        signingIn = happens;
    }

    @Override
    public void signIn() {
        signingIn.run();
    }

    @Override
    public void stopMirroring(Duration within) {
        log.step("stopMirroring", () -> call(false));
    }

    @Override
    public void startMirroring(Duration within) {
        log.step("startMirroring", () -> call(true));
    }

    private Answer call(boolean start) {
        world.isAskedBy(connection.get().orElseThrow(), start);
        Answer answer = answers.get();
        if (answer == Answer.ACCEPTED || answer == Answer.LOST_BUT_ACCEPTED) {
            world.accept(start);
        }
        if (answer != Answer.ACCEPTED) {
            world.disturbed();
            throw new Failure(answer != Answer.REFUSED);
        }
        return answer;
    }

    @Override
    public String startMirroringByHand() {
        return "by hand";
    }
}
