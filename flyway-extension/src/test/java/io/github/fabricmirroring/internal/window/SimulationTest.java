package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.internal.window.Interleavings.Then;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol, by the classes that speak it, among processes that die, lose their connections and are interrupted at
 * any port call, with a Fabric that refuses calls, loses answers and takes its time. What has to be true all the time
 * is in {@link SimulatedWorld}, what has to be true in the end in {@link Simulation}.
 *
 * <p>{@code -Dsimulation.seed=4711} replays one random schedule and prints each step of it; {@code
 * -Dsimulation.from=1000000} and {@code -Dsimulation.schedules=1000000} try others than usual, and more of them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SimulationTest {

    private static final Set<Rule> ALL_RULES = EnumSet.allOf(Rule.class);

    private static final int ENOUGH_TO_BREAK = 20_000;

    /** One service's processes mostly wait for each other, so there more turns cost little. */
    private record Scenario(int services, List<Boolean> tags, int turns) {

        Interleavings interleavings(Then then, BiConsumer<String, Breach> onBreach) {
            return new Interleavings(
                    services, tags, turns, then, (turns, breach) -> onBreach.accept(this + " " + turns, breach));
        }
    }

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(2, List.of(true), 4),
            new Scenario(2, List.of(true, false), 3),
            new Scenario(2, List.of(true, true), 3),
            new Scenario(1, List.of(true), 4),
            new Scenario(1, List.of(true, false, true), 4));

    @Test
    void noInterleavingOfTwoProcessesWithFourSwitchesBreaksAnything() {
        List<String> broken = Collections.synchronizedList(new ArrayList<>());
        BiConsumer<String, Breach> onBreach = (schedule, breach) -> broken.add(schedule + ": " + breach.what());
        int schedules = SCENARIOS.stream()
                .flatMap(scenario -> Arrays.stream(Then.values()).map(then -> scenario.interleavings(then, onBreach)))
                .toList()
                .parallelStream()
                .mapToInt(Interleavings::runAll)
                .sum();

        assertThat(broken).isEmpty();
        assertThat(schedules).as("schedules").isGreaterThan(200_000);
    }

    @Test
    void noRandomScheduleOfUpToThreeProcessesBreaksAnything() {
        long from = Long.getLong("simulation.from", 0);
        long schedules = Long.getLong("simulation.schedules", 100_000);

        Map<String, List<Long>> seedsOfBreaches = LongStream.range(from, from + schedules)
                .parallel()
                .boxed()
                .filter(seed -> RandomSchedule.run(seed, ALL_RULES).isPresent())
                .collect(Collectors.groupingBy(
                        seed -> RandomSchedule.run(seed, ALL_RULES)
                                .orElseThrow()
                                .what(),
                        TreeMap::new,
                        Collectors.toList()));

        assertThat(seedsOfBreaches)
                .as("what is broken, by which seeds; -Dsimulation.seed=<seed> replays one")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyOneOfTheRulesSomeScheduleBreaksAPromise(Rule without) {
        Set<Rule> others = EnumSet.complementOf(EnumSet.of(without));

        Optional<Breach> found = LongStream.range(0, ENOUGH_TO_BREAK)
                .parallel()
                .mapToObj(seed -> RandomSchedule.run(seed, others))
                .flatMap(Optional::stream)
                .findAny();

        assertThat(found).hasValueSatisfying(breach -> assertThat(breach.of()).isEqualTo(Breach.Of.PROMISE));
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.seed", matches = "\\d+", disabledReason = "only replays a seed")
    void replay() {
        Optional<Breach> breach = RandomSchedule.run(Long.getLong("simulation.seed"), ALL_RULES, System.out::println);

        assertThat(breach).isEmpty();
    }
}
