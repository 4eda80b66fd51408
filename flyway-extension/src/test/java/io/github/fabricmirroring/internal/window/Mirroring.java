package io.github.fabricmirroring.internal.window;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.function.Supplier;

/** Whether a database is mirrored, and what Fabric has accepted and not carried out yet. */
final class Mirroring {

    /** In ms. Later ones are beyond what the protocol promises, as they come after {@code startTimeout}. */
    static final long LATEST_CHANGE = 1500;

    private record Accepted(boolean start, long latest) {}

    private final Deque<Accepted> accepted = new ArrayDeque<>();
    private final Deque<Supplier<MirroringState>> planned = new ArrayDeque<>();

    private boolean on = true;
    private long latestChange = LATEST_CHANGE;

    boolean isOn() {
        return on;
    }

    /** As it will be when Fabric is done with everything. */
    boolean willBeOn() {
        return accepted.isEmpty() ? on : accepted.peekLast().start();
    }

    boolean isOrWillBeOff() {
        return !on || accepted.stream().anyMatch(call -> !call.start());
    }

    /** Whether something is outstanding that the database would show. */
    boolean willChange() {
        return accepted.stream().anyMatch(call -> call.start() != on);
    }

    boolean hasAccepted() {
        return !accepted.isEmpty();
    }

    boolean isDue(long now) {
        return hasAccepted() && accepted.peek().latest() <= now;
    }

    void accept(boolean start, long now) {
        accepted.add(new Accepted(start, now + latestChange));
    }

    /** Fabric carries out the first call that it has not carried out yet. */
    void carryOut() {
        on = accepted.remove().start();
    }

    /** Someone outside of the protocol has switched it. */
    void switchTo(boolean state) {
        on = state;
    }

    /** What the database says when it is asked: what is so, unless something else is planned. */
    MirroringState say() {
        Supplier<MirroringState> is = () -> on ? MirroringState.ON : MirroringState.OFF;
        return (planned.isEmpty() ? is : planned.remove()).get();
    }

    void planToSay(Supplier<MirroringState> answer, int times) {
        planned.addAll(Collections.nCopies(times, answer));
    }

    void planChangesAfter(long ms) {
        latestChange = ms;
    }
}
