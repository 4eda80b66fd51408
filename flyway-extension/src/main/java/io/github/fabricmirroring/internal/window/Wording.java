package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.settings.OutsideText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parts of sentences that {@link Messages} uses more than once. */
final class Wording {

    private Wording() {}

    static Optional<WindowNote> ofLaterRelease(List<WindowNote> notes) {
        return notes.stream().filter(WindowNote::isOfLaterRelease).findFirst();
    }

    static String laterRelease(WindowNote note) {
        return "a note about mirroring in this database has format " + note.format()
                + ", which a later release of this extension wrote; this one knows format " + WindowNote.FORMAT
                + ". Update the extension to a release that knows format " + note.format();
    }

    static String offByTheDead(List<WindowNote> notes) {
        return "Mirroring has been off since " + owners(notes) + ", and that process is gone.";
    }

    static String leftByTheDead(List<WindowNote> notes) {
        return "A process that is gone has left a note that it stopped mirroring at " + owners(notes) + ".";
    }

    static String owners(List<WindowNote> notes) {
        return notes.stream().map(Wording::owner).collect(Collectors.joining("; "));
    }

    private static String owner(WindowNote note) {
        return OutsideText.harmless(note.since() + " (" + note.purpose() + ", process " + note.process() + ", "
                + note.user() + "@" + note.host() + ")");
    }

    static String databaseSays(MirroringState state) {
        return "the database says " + word(state);
    }

    static String word(MirroringState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String words(Duration duration) {
        if (duration.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toSeconds() < 120
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
