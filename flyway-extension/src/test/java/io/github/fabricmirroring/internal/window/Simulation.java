package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.window.SimulatedFabric.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Processes of one or two services in one {@link SimulatedWorld}, and what has to be true in the end. */
final class Simulation {

    private static final int TO_THE_END = Integer.MAX_VALUE;

    private final SimulatedWorld world;
    private final List<History> histories;
    private final List<Boolean> tags;
    private final List<SimulatedProcess> processes = new ArrayList<>();

    /**
     * @param tags of each migration of each service, whether mirroring has to be off for it
     */
    Simulation(Set<Rule> rules, Optional<Consumer<String>> reader, int services, List<Boolean> tags) {
        this.world = new SimulatedWorld(rules, reader);
        this.histories = services == 1 ? List.of(new History()) : List.of(new History(), new History());
        this.tags = tags;
    }

    /**
     * @param known how many of the migrations the process has
     */
    SimulatedProcess add(int service, int known, Supplier<Answer> fabric) {
        SimulatedProcess added = new SimulatedProcess(
                world, processes.size(), histories.get(service % histories.size()), tags, known, fabric);
        processes.add(added);
        return added;
    }

    SimulatedWorld world() {
        return world;
    }

    List<SimulatedProcess> ready() {
        return processes.stream().filter(SimulatedProcess::isReady).toList();
    }

    /** Whether each process has ended or died, or a rule is broken. */
    boolean isOver() {
        return !world.breaches().isEmpty() || processes.stream().noneMatch(SimulatedProcess::isRunning);
    }

    /**
     * Lets time pass until the first process has waited long enough. Not while somebody is about to act without the
     * locks that it believes to have: against that no lock helps, and the protocol counts on it that nobody takes as
     * long for that as Fabric may take for a change.
     *
     * @param more how much more than that passes
     * @return whether it has passed
     */
    boolean passTime(long more) {
        if (processes.stream().anyMatch(run -> run.isReady() && run.ports().hasUnnoticedLoss())) {
            return false;
        }
        long next = processes.stream()
                .filter(SimulatedProcess::isRunning)
                .flatMap(run -> run.ports().waitsUntil().stream())
                .mapToLong(until -> until)
                .filter(until -> until > world.now())
                .min()
                .orElse(world.now() + Mirroring.LATEST_CHANGE);
        world.passTo(next + more);
        return true;
    }

    /**
     * When it is over: what is wrong with what it has come to, after a healthy run if anything has happened to the
     * others.
     */
    Optional<Breach> verdict(int service) {
        if (!world.breaches().isEmpty()) {
            return world.breaches().stream().findFirst();
        }
        if (!isOver()) {
            return Optional.of(Breach.ofPromise("nobody gets on"));
        }
        Optional<String> complaint =
                processes.stream().flatMap(run -> run.complaint().stream()).findFirst();
        if (world.isCalm() && complaint.isPresent()) {
            return Optional.of(Breach.ofPromise("a run failed without a reason: " + complaint.get()));
        }
        boolean reported = complaint.isPresent() || processes.stream().anyMatch(SimulatedProcess::isDead);
        if (!world.mirroring().willBeOn() && !reported) {
            return Optional.of(Breach.ofPromise("1: mirroring was left off, and nobody said so"));
        }
        return world.isCalm() ? inTheEnd() : nextRun(service).or(this::inTheEnd);
    }

    private Optional<Breach> nextRun(int service) {
        SimulatedProcess healthy = add(service, tags.size(), () -> Answer.ACCEPTED);
        healthy.ports().alone();
        healthy.goOn(TO_THE_END);
        if (healthy.isRunning()) {
            return Optional.of(Breach.ofPromise("the next run does not get on"));
        }
        return healthy.complaint().map(text -> Breach.ofPromise("the next run failed: " + text));
    }

    private Optional<Breach> inTheEnd() {
        while (world.mirroring().hasAccepted()) {
            world.carryOut();
        }
        if (!world.mirroring().isOn()) {
            return Optional.of(Breach.ofPromise("1: mirroring is off in the end"));
        }
        if (!world.notes().isEmpty()) {
            return Optional.of(Breach.ofPromise("1: a note is left"));
        }
        return world.breaches().stream().findFirst();
    }
}
