package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.settings.OutsideText;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notes that name another SQL database than the one whose mirroring this process would start: one of the two is wrong,
 * or the database is a copy of the other one's. Neither is started for such a note, and the note stays.
 */
final class OtherItems {

    private final Reporter reporter;
    private final Optional<String> item;

    /**
     * @param item this process's
     */
    OtherItems(Reporter reporter, Optional<SqlDatabaseItem> item) {
        this.reporter = reporter;
        this.item = item.map(SqlDatabaseItem::toString);
    }

    /** Not one without an item: that was left by a process that did not know its own. */
    boolean names(WindowNote note) {
        return !note.isOfLaterRelease()
                && !note.item().isBlank()
                && item.filter(own -> !own.equals(note.item())).isPresent();
    }

    List<WindowNote> without(List<WindowNote> notes) {
        return notes.stream().filter(note -> !names(note)).toList();
    }

    /**
     * @throws MirroringException if there is such a note, with both items
     */
    void refuse(List<WindowNote> notes, String purpose) {
        List<WindowNote> others = of(notes);
        if (!others.isEmpty()) {
            throw new MirroringException(difference(others) + ", so " + purpose + " was not run. " + advice(others));
        }
    }

    void warn(List<WindowNote> notes) {
        List<WindowNote> others = of(notes);
        if (!others.isEmpty()) {
            reporter.warn(difference(others) + ", so that note is left alone and nothing is started for it. "
                    + advice(others));
        }
    }

    private List<WindowNote> of(List<WindowNote> notes) {
        return notes.stream().filter(this::names).toList();
    }

    private String difference(List<WindowNote> others) {
        return "a note in this database says that mirroring of " + items(others) + " was stopped at "
                + Wording.owners(others) + ", but this run is for " + item.orElseThrow();
    }

    private static String advice(List<WindowNote> others) {
        return "Find out which of the two this database is; if it is a copy of the other one's, so is the note. Check"
                + " mirroring of " + items(others) + " in the portal, and then delete that row of the table"
                + " fabric_mirroring.";
    }

    private static String items(List<WindowNote> others) {
        return others.stream()
                .map(WindowNote::item)
                .map(OutsideText::harmless)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
