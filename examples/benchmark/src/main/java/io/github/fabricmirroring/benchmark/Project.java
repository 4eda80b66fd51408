package io.github.fabricmirroring.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Migrations, some of them tagged, that each take their time and do nothing else.
 *
 * @param migrations in order, whether each is tagged
 */
record Project(List<Boolean> migrations, Duration tagged, Duration untagged) {

    static final String TAG = "-- requires: mirroring-off\n";

    /**
     * @param migrations how many there are
     * @param neighbours how many tagged ones stand together in each run of neighbours; the others are spread evenly
     *     around
     * @param tagged how long a tagged migration takes
     * @param untagged how long each other one takes
     */
    static Project of(int migrations, List<Integer> neighbours, Duration tagged, Duration untagged) {
        int others =
                migrations - neighbours.stream().mapToInt(Integer::intValue).sum();
        int gaps = neighbours.size() + 1;
        List<Boolean> all = new ArrayList<>();
        for (int gap = 0; gap < gaps; gap++) {
            add(all, others / gaps + (gap < others % gaps ? 1 : 0), false);
            if (gap < neighbours.size()) {
                add(all, neighbours.get(gap), true);
            }
        }
        return new Project(List.copyOf(all), tagged, untagged);
    }

    private static void add(List<Boolean> all, int count, boolean tagged) {
        IntStream.range(0, count).forEach(i -> all.add(tagged));
    }

    /** Returns the folder. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int version = 1; version <= migrations.size(); version++) {
            boolean isTagged = isTagged(version);
            Files.writeString(
                    folder.resolve(script(version)),
                    (isTagged ? TAG : "")
                            + "call work('%s', %d);\n"
                                    .formatted(script(version), (isTagged ? tagged : untagged).toMillis()));
        }
        return folder;
    }

    static String script(int version) {
        return "V" + version + "__work.sql";
    }

    boolean isTagged(int version) {
        return migrations.get(version - 1);
    }

    List<Integer> taggedVersions() {
        return IntStream.rangeClosed(1, migrations.size())
                .filter(this::isTagged)
                .boxed()
                .toList();
    }

    /** Mirroring has to be on for the untagged ones, so each run of neighbours needs one. */
    int leastCycles() {
        return (int) taggedVersions().stream()
                .filter(version -> version == 1 || !isTagged(version - 1))
                .count();
    }

    /**
     * For each cycle, mirroring is off while its tagged migrations run and, once its start is asked for, until the
     * service has started it. All else would have to take no time at all.
     *
     * @param change from a start call to the database saying on
     */
    Duration leastTimeOff(Duration change) {
        return tagged.multipliedBy(taggedVersions().size()).plus(change.multipliedBy(leastCycles()));
    }
}
