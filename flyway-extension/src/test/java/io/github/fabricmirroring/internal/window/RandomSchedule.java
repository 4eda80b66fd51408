package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A schedule of two or three processes of one or two services, determined by its seed. */
final class RandomSchedule {

    /** So many times somebody goes on, at most, until it is said that nobody gets on. */
    private static final int ENDLESS = 20_000;

    /** How many steps a process makes at most until it is somebody else's turn: one of these per schedule. */
    private static final List<Integer> STRETCHES = List.of(1, 4, 4, 16, 16);

    private final SplittableRandom random;
    private final Simulation simulation;
    private final int services;
    private final int longestStretch;

    private int deaths;
    private int losses;
    private int failures;
    private int interrupts;
    private int stalls;

    private RandomSchedule(long seed, Set<Rule> rules, Optional<Consumer<String>> reader) {
        random = new SplittableRandom(seed);
        services = chance(0.4) ? 2 : 1;
        int migrations = between(1, 4);
        List<Boolean> tags =
                Stream.generate(() -> chance(0.65)).limit(migrations).toList();
        simulation = new Simulation(rules, reader, services, tags);
        for (int runs = between(2, 3); runs > 0; runs--) {
            simulation.add(
                    random.nextInt(services), chance(0.7) ? migrations : between(1, migrations), this::fabricAnswers);
        }
        longestStretch = STRETCHES.get(random.nextInt(STRETCHES.size()));
        deaths = chance(0.5) ? between(1, 3) : 0;
        losses = chance(0.3) ? between(1, 3) : 0;
        failures = chance(0.3) ? between(1, 2) : 0;
        interrupts = chance(0.1) ? 1 : 0;
        stalls = chance(0.1) ? 1 : 0;
    }

    /** Returns what went wrong first, if anything did. */
    static Optional<Breach> run(long seed, Set<Rule> rules) {
        return new RandomSchedule(seed, rules, Optional.empty()).run();
    }

    /**
     * @param reader reads what happens
     */
    static Optional<Breach> run(long seed, Set<Rule> rules, Consumer<String> reader) {
        return new RandomSchedule(seed, rules, Optional.of(reader)).run();
    }

    private Optional<Breach> run() {
        for (int turns = 0; turns < ENDLESS && !simulation.isOver(); turns++) {
            turn();
        }
        return simulation.verdict(random.nextInt(services));
    }

    private void turn() {
        List<SimulatedProcess> ready = simulation.ready();
        if (simulation.world().mirroring().hasAccepted() && chance(0.1)) {
            simulation.world().carryOut();
        } else if (ready.isEmpty() || chance(0.05)) {
            simulation.passTime(stall());
        } else {
            turnOf(ready.get(random.nextInt(ready.size())));
        }
    }

    /** A machine that sleeps: each process's time is up at once. */
    private long stall() {
        if (stalls == 0 || !chance(0.05)) {
            return 0;
        }
        stalls--;
        simulation.world().disturbed();
        return 100_000;
    }

    private void turnOf(SimulatedProcess process) {
        if (deaths > 0 && chance(0.04)) {
            deaths--;
            process.die();
            return;
        }
        if (losses > 0 && chance(0.05)) {
            losses--;
            process.loseConnection();
        } else if (interrupts > 0 && chance(0.05)) {
            interrupts--;
            process.interruptNextWait();
        }
        process.goOn(between(1, longestStretch));
    }

    private Answer fabricAnswers() {
        if (failures == 0 || !chance(0.3)) {
            return Answer.ACCEPTED;
        }
        failures--;
        return Answer.values()[random.nextInt(Answer.values().length)];
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
