package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Every interleaving of two processes in that they take turns a number of times, at any of their port calls; after the
 * last of these turns something may happen to the process whose turn it was. Then the other one runs as far as it gets,
 * and so on to the end. Fabric carries out what it has accepted when a process lets time pass.
 */
final class Interleavings {

    /** What may happen after the last turn. */
    enum Then {
        NOTHING,
        DEATH,
        LOST_CONNECTION,
        FABRIC_IS_FAST
    }

    private static final int AS_FAR_AS_IT_GETS = 1_000;

    private final int services;
    private final List<Boolean> tags;
    private final int turns;
    private final Then then;
    private final BiConsumer<String, Breach> onBreach;

    private int schedules;

    /**
     * @param turns how often it is somebody's turn before that
     * @param then what happens after these turns
     * @param onBreach is given what was done, and what went wrong
     */
    Interleavings(int services, List<Boolean> tags, int turns, Then then, BiConsumer<String, Breach> onBreach) {
        this.services = services;
        this.tags = tags;
        this.turns = turns;
        this.then = then;
        this.onBreach = onBreach;
    }

    /** Returns how many schedules there were. */
    int runAll() {
        extend(List.of());
        return schedules;
    }

    private void extend(List<Integer> before) {
        boolean madeAll = true;
        for (int steps = 1; madeAll; steps++) {
            List<Integer> stretches = new ArrayList<>(before);
            stretches.add(steps);
            if (stretches.size() < turns) {
                madeAll = new Play(stretches).turns();
                if (madeAll) {
                    extend(stretches);
                }
            } else {
                madeAll = run(stretches);
            }
        }
    }

    private boolean run(List<Integer> stretches) {
        Play play = new Play(stretches);
        if (!play.turns()) {
            return false;
        }
        schedules++;
        play.somethingHappens();
        play.toTheEnd().ifPresent(breach -> onBreach.accept(stretches + ", then " + then, breach));
        return true;
    }

    private final class Play {

        private final List<Integer> stretches;
        private final Simulation simulation =
                new Simulation(EnumSet.allOf(Rule.class), Optional.empty(), services, tags);
        private final List<SimulatedProcess> processes = List.of(process(0), process(1));

        Play(List<Integer> stretches) {
            this.stretches = stretches;
        }

        private SimulatedProcess process(int service) {
            return simulation.add(service, tags.size(), () -> Answer.ACCEPTED);
        }

        /** Returns whether each process could make as many steps as it was to. */
        boolean turns() {
            for (int turn = 0; turn < stretches.size(); turn++) {
                if (advance(processes.get(turn % 2), stretches.get(turn)) < stretches.get(turn)) {
                    return false;
                }
            }
            return true;
        }

        void somethingHappens() {
            SimulatedProcess last = processes.get((stretches.size() - 1) % 2);
            switch (then) {
                case NOTHING -> {}
                case DEATH -> last.die();
                case LOST_CONNECTION -> last.loseConnection();
                case FABRIC_IS_FAST -> carryOut();
            }
        }

        Optional<Breach> toTheEnd() {
            int turn = stretches.size();
            for (int tries = 0; tries < AS_FAR_AS_IT_GETS && !simulation.isOver(); tries++) {
                if (advance(processes.get(turn % 2), AS_FAR_AS_IT_GETS) == 0
                        && advance(processes.get((turn + 1) % 2), AS_FAR_AS_IT_GETS) == 0) {
                    passTime();
                }
                turn++;
            }
            return simulation.verdict(turn % services);
        }

        /** Lets time pass where the process only waits for that. */
        private int advance(SimulatedProcess process, int steps) {
            int made = 0;
            while (made < steps && process.isRunning()) {
                if (!process.isReady()) {
                    if (!process.ports().isPausing() || !passTime()) {
                        break;
                    }
                } else {
                    made += process.goOn(steps - made);
                }
            }
            return made;
        }

        private boolean passTime() {
            carryOut();
            return simulation.passTime(0);
        }

        private void carryOut() {
            while (simulation.world().mirroring().hasAccepted()) {
                simulation.world().carryOut();
            }
        }
    }
}
