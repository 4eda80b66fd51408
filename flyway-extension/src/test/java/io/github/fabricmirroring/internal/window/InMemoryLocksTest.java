package io.github.fabricmirroring.internal.window;

/** The fake that the window is tested on keeps the rules of the real ones. */
class InMemoryLocksTest extends LocksContract {

    private final InMemoryDatabase database = new InMemoryDatabase(() -> MirroringState.ON);

    @Override
    protected Participant participant(String service) {
        return new InMemoryParticipant(database.open());
    }
}
