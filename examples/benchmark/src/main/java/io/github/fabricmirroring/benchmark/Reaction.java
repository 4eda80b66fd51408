package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.standin.Call;
import io.github.fabricmirroring.standin.Operation;
import io.github.fabricmirroring.standin.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How soon the extension goes on, in each window of a database.
 *
 * @param toScript from the database saying off to the first statement of the script
 * @param toStart from the commit of the last tagged migration to the arrival of the start call
 */
record Reaction(Duration toScript, Duration toStart) {

    /** Of a project in which no two tagged migrations are neighbours. */
    static List<Reaction> of(MirroredDatabase database, Project project) {
        List<Reaction> reactions = new ArrayList<>();
        for (int version : project.taggedVersions()) {
            Work.Script script = database.scripts().stream()
                    .filter(done -> done.name().equals(Project.script(version)))
                    .findFirst()
                    .orElseThrow();
            Instant off = database.fabric().stateChanges().stream()
                    .filter(Predicate.not(StateChange::on))
                    .map(StateChange::at)
                    .filter(at -> at.isBefore(script.begin()))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            Instant commit = firstAfter(script.end(), database.commits().stream());
            Instant start = firstAfter(
                    commit,
                    database.fabric().journal().stream()
                            .filter(call -> call.name().equals(Operation.START_MIRRORING.pathName()))
                            .map(Call::at));
            reactions.add(new Reaction(Duration.between(off, script.begin()), Duration.between(commit, start)));
        }
        return reactions;
    }

    private static Instant firstAfter(Instant time, Stream<Instant> times) {
        return times.filter(at -> !at.isBefore(time)).findFirst().orElseThrow();
    }
}
