package io.github.fabricmirroring.internal.window;

record InMemoryParticipant(InMemoryDatabase.Session session) implements Participant {

    @Override
    public void cut() {
        session.cut();
    }
}
