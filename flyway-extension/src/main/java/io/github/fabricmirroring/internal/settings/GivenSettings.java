package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The settings that somebody has set, each with the place where, before they are read. */
final class GivenSettings {

    /** A value with the names of the place that it comes from. */
    private record Given(SettingNames names, String place, Consumer<SettingValues> value) {}

    private static final Set<Setting> IDS = EnumSet.of(Setting.WORKSPACE_ID, Setting.SQL_DATABASE_ID);

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<Runnable> checks = new ArrayList<>();

    /**
     * @param shown the value, for people
     * @param reading throws an {@link InvalidSettingException} if it is invalid
     */
    void put(Setting setting, SettingNames names, String place, String shown, Consumer<SettingValues> reading) {
        given.put(setting, new Given(names, place, values -> {
            try {
                reading.accept(values);
            } catch (InvalidSettingException e) {
                throw new MirroringException(
                        names.nameWithVariable(setting) + " is \"" + shown + "\": expected " + e.getMessage() + ".");
            }
        }));
    }

    void remove(Setting setting) {
        given.remove(setting);
    }

    void check(Runnable check) {
        checks.add(check);
    }

    /**
     * In place of what was there. If the other ones name an item, that is the item: by an address here and by ids
     * there, two places would name one together that nobody means.
     */
    void putAll(GivenSettings other) {
        if (other.given.containsKey(Setting.ITEM_URL)) {
            given.keySet().removeAll(IDS);
        } else if (other.given.keySet().stream().anyMatch(IDS::contains)) {
            given.remove(Setting.ITEM_URL);
        }
        given.putAll(other.given);
        checks.addAll(other.checks);
    }

    /**
     * @return all values; where tags are to be ignored, only that one is read
     * @throws MirroringException if a value is invalid, or a check fails
     */
    SettingValues read() {
        SettingValues switchOnly = new SettingValues();
        Optional.ofNullable(given.get(Setting.ENABLED))
                .ifPresent(value -> value.value().accept(switchOnly));
        if (!switchOnly.enabled) {
            return switchOnly;
        }
        checks.forEach(Runnable::run);
        SettingValues values = new SettingValues();
        given.values().forEach(value -> value.value().accept(values));
        return values;
    }

    /**
     * @param others what settings are called that are not given
     */
    Function<Setting, SettingNames> naming(SettingNames others) {
        Map<Setting, SettingNames> names = new EnumMap<>(Setting.class);
        given.forEach((setting, value) -> names.put(setting, value.names()));
        return setting -> names.getOrDefault(setting, others);
    }

    Map<Setting, String> places() {
        Map<Setting, String> places = new EnumMap<>(Setting.class);
        given.forEach((setting, value) -> places.put(setting, value.place()));
        return Collections.unmodifiableMap(places);
    }
}
