package io.github.fabricmirroring.internal.window;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A process's connection, which remembers nothing but which one it is. */
final class SimulatedSession implements WindowSession, Locks, Notes {

    private final SimulatedWorld world;
    private final CallLog log;
    private final SimulatedPorts ports;
    private final Connection its;

    SimulatedSession(SimulatedWorld world, CallLog log, SimulatedPorts ports, Connection its) {
        this.world = world;
        this.log = log;
        this.ports = ports;
        this.its = its;
    }

    private <T> T ask(String name, Function<Connection, T> question) {
        return log.step(name, () -> {
            if (!its.isOpen()) {
                ports.endWait();
                throw new SessionLostException("lost", null);
            }
            return question.apply(its);
        });
    }

    private void tell(String name, Consumer<Connection> command) {
        ask(name, connected -> {
            command.accept(connected);
            return true;
        });
    }

    @Override
    public Locks locks() {
        return this;
    }

    @Override
    public Notes notes() {
        return this;
    }

    @Override
    public MirroringState state() {
        return ask("state", connected -> world.mirroring().say());
    }

    @Override
    public void close() {
        log.step("close", () -> {
            world.close(its);
            return true;
        });
    }

    @Override
    public boolean takeGate(Duration atMost) {
        return ask(
                "takeGate",
                connected -> ports.await(() -> world.gateIsFreeFor(its) || its.isLost(), atMost.toMillis())
                        && world.takeGate(its));
    }

    @Override
    public void leaveGate() {
        tell("leaveGate", world::leaveGate);
    }

    @Override
    public void keep() {
        tell("keep", world::keep);
    }

    @Override
    public void stopKeeping() {
        tell("stopKeeping", world::stopKeeping);
    }

    @Override
    public boolean othersKeep() {
        return ask("othersKeep", world::othersKeep);
    }

    @Override
    public List<WindowNote> read() {
        return ask("read", connected -> world.notes());
    }

    @Override
    public void write(WindowNote note) {
        tell("write", connected -> world.write(note));
    }

    @Override
    public void remove(List<WindowNote> notes) {
        tell("remove", connected -> world.remove(notes));
    }
}
