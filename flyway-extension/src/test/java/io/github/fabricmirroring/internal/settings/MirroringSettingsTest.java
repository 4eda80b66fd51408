package io.github.fabricmirroring.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.MirroringException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hosts have in common; values and their messages are tested through each of the hosts. */
class MirroringSettingsTest {

    private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String OTHER_ID = "fedcba98-7654-3210-fedc-ba9876543210";

    private static final SqlDatabaseItem ITEM = new SqlDatabaseItem(UUID.fromString(ID), UUID.fromString(ID));

    private static final SqlDatabaseItem OTHER =
            new SqlDatabaseItem(UUID.fromString(ID), UUID.fromString(ID.replace('0', 'f')));

    private static final SettingNames OPTIONS = new SettingNames() {
        @Override
        public String name(Setting setting) {
            return "--" + setting.kebabName();
        }

        @Override
        public Optional<String> variable(Setting setting) {
            return Optional.of("X_" + setting.name());
        }
    };

    @ParameterizedTest
    @EnumSource
    void aDefaultIsWhatItsTextIsReadAs(Setting setting) {
        MirroringSettings settings = setting.defaultText().isEmpty()
                ? MirroringSettings.builder().build()
                : MirroringSettings.builder()
                        .set(setting, setting.defaultText())
                        .build();

        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("naming", "places")
                .isEqualTo(MirroringSettings.builder().build());
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        MirroringSettings settings = MirroringSettings.builder()
                .set(Setting.STATE_QUERY, "select 1")
                .set(Setting.STOP_TIMEOUT, "1")
                .setAll(MirroringSettings.builder().set(Setting.STOP_TIMEOUT, Duration.ofMillis(1)))
                .build();

        assertThat(settings.stateQuery()).isEqualTo("select 1");
        assertThat(settings.stopTimeout()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aSettingIsCalledWhatItIsCalledWhereItWasSet() {
        MirroringSettings settings = MirroringSettings.builder()
                .set(Setting.STOP_TIMEOUT, "1")
                .setAll(MirroringSettings.builder(OPTIONS).set(Setting.START_TIMEOUT, "1"))
                .build();

        assertThat(settings.nameOf(Setting.STOP_TIMEOUT)).isEqualTo("stopTimeout");
        assertThat(settings.nameOf(Setting.START_TIMEOUT)).isEqualTo("--start-timeout");
        assertThat(settings.nameOf(Setting.STATE_QUERY))
                .as("as in the last place, if it was set in none")
                .isEqualTo("--state-query");
        assertThat(settings.nameWithVariable(Setting.STOP_TIMEOUT)).isEqualTo("stopTimeout");
        assertThat(settings.nameWithVariable(Setting.START_TIMEOUT)).isEqualTo("--start-timeout (X_START_TIMEOUT)");
    }

    @Test
    void anInvalidValueIsReportedByTheNameThatItsPlaceHasForIt() {
        MirroringSettings.Builder settings =
                MirroringSettings.builder(OPTIONS).set(Setting.ENABLED, "yes").setAll(MirroringSettings.builder());

        assertThatThrownBy(settings::build)
                .isInstanceOf(MirroringException.class)
                .hasMessage("--enabled (X_ENABLED) is \"yes\": expected true or false.");
    }

    @Test
    void noOtherSettingIsLookedAtIfTheyAreNotEnabled() {
        MirroringSettings settings = MirroringSettings.builder()
                .set(Setting.ITEM_URL, "nonsense")
                .set(Setting.WORKSPACE_ID, ID)
                .set(Setting.STOP_TIMEOUT, Duration.ofSeconds(-1))
                .set(Setting.ENABLED, "false")
                .requireValid()
                .build();

        assertThat(settings.enabled()).isFalse();
        assertThat(settings.item()).isEmpty();
    }

    @Test
    void halfAnItemMayStillBecomeAWholeOne() {
        MirroringSettings.Builder half = MirroringSettings.builder().set(Setting.WORKSPACE_ID, ID);

        assertThatCode(half::requireValid).doesNotThrowAnyException();
        assertThatThrownBy(half::build).hasMessageContaining("sqlDatabaseId is not set");
        assertThat(half.set(Setting.SQL_DATABASE_ID, ID).build().item()).isPresent();
    }

    @Test
    void aDurationHasAnyFractionOfASecondButIsNeverNegative() {
        assertThat(MirroringSettings.builder()
                        .set(Setting.POLL_INTERVAL, Duration.ofMillis(1))
                        .build()
                        .pollInterval())
                .isEqualTo(Duration.ofMillis(1));
        assertThatThrownBy(() -> MirroringSettings.builder()
                        .set(Setting.POLL_INTERVAL, Duration.ZERO)
                        .build())
                .hasMessage("pollInterval is \"0\": expected a whole number of seconds, 1 or more.");
        assertThatThrownBy(() -> MirroringSettings.builder()
                        .set(Setting.STOP_TIMEOUT, Duration.ofMillis(-1))
                        .build())
                .hasMessageContaining("stopTimeout");
        assertThatIllegalArgumentException().isThrownBy(() -> MirroringSettings.builder()
                .set(Setting.STATE_QUERY, Duration.ofSeconds(1))
                .build());
    }

    @Test
    void settingsAmongOtherEntriesAreFoundByTheirNamesAndOtherNamesAreRefused() {
        assertThat(Setting.among(Map.of("X_ENABLED", "no", "Y_ENABLED", "yes"), setting -> "X_" + setting.name()))
                .containsExactly(Map.entry(Setting.ENABLED, "no"));
        assertThatThrownBy(() -> Setting.requireKnown(Set.of("X_TYPO"), "X_", setting -> "X_" + setting.name()))
                .hasMessageStartingWith("there is no setting X_TYPO; there are X_WORKSPACE_ID, X_SQL_DATABASE_ID");
    }

    @Test
    void theItemOfTheAddressStandsInForOneThatIsNotConfigured() {
        MirroringSettings configured =
                MirroringSettings.builder().set(Setting.STATE_QUERY, "select 1").build();

        MirroringSettings settings = configured.withItem(ITEM);

        assertThat(configured.item()).isEmpty();
        assertThat(configured.itemSource()).isEmpty();
        assertThat(settings.item()).contains(ITEM);
        assertThat(settings.itemSource()).contains(ItemSource.ADDRESS);
        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("item", "itemSource")
                .isEqualTo(configured);
    }

    @Test
    void theItemOfTheAddressMayBeConfigured() {
        MirroringSettings configured = MirroringSettings.builder()
                .set(Setting.WORKSPACE_ID, ID)
                .set(Setting.SQL_DATABASE_ID, ID)
                .build();

        assertThat(configured.withItem(ITEM).itemSource()).contains(ItemSource.SETTINGS);
    }

    @Test
    void anItemThatIsNotThatOfTheAddressIsRefusedAndBothAreShown() {
        MirroringSettings byUrl = MirroringSettings.builder(OPTIONS)
                .set(Setting.ITEM_URL, "https://app.fabric.microsoft.com/groups/" + ID + "/sqldatabases/" + ID)
                .build();
        MirroringSettings byIds = MirroringSettings.builder(OPTIONS)
                .set(Setting.WORKSPACE_ID, ID)
                .set(Setting.SQL_DATABASE_ID, ID)
                .build();

        assertThatThrownBy(() -> byUrl.withItem(OTHER))
                .isInstanceOf(MirroringException.class)
                .hasMessageStartingWith("--item-url (X_ITEM_URL) names " + ITEM + ", but")
                .hasMessageContaining(OTHER.toString());
        assertThatThrownBy(() -> byIds.withItem(OTHER))
                .hasMessageStartingWith(
                        "--workspace-id (X_WORKSPACE_ID) and --sql-database-id (X_SQL_DATABASE_ID) name " + ITEM);
    }

    @Test
    void eachSettingIsKnownByThePlaceThatItComesFrom() {
        MirroringSettings settings = MirroringSettings.builder()
                .from("the environment")
                .set(Setting.STATE_QUERY, "select 1")
                .set(Setting.STOP_TIMEOUT, "1")
                .setAll(MirroringSettings.builder().set(Setting.STOP_TIMEOUT, "2"))
                .build();

        assertThat(settings.places())
                .isEqualTo(Map.of(Setting.STATE_QUERY, "the environment", Setting.STOP_TIMEOUT, "code"));
    }

    @Test
    void ofTwoPlacesThatNameAnItemOneIsTaken() {
        SqlDatabaseItem other = new SqlDatabaseItem(UUID.fromString(OTHER_ID), UUID.fromString(OTHER_ID));
        MirroringSettings.Builder ids =
                MirroringSettings.builder().set(Setting.WORKSPACE_ID, ID).set(Setting.SQL_DATABASE_ID, ID);
        MirroringSettings.Builder address = MirroringSettings.builder()
                .set(
                        Setting.ITEM_URL,
                        "https://app.fabric.microsoft.com/groups/" + OTHER_ID + "/sqldatabases/" + OTHER_ID);

        assertThat(MirroringSettings.builder()
                        .setAll(ids)
                        .setAll(address)
                        .build()
                        .item())
                .contains(other);
        assertThat(MirroringSettings.builder()
                        .setAll(address)
                        .setAll(ids)
                        .build()
                        .item())
                .contains(new SqlDatabaseItem(UUID.fromString(ID), UUID.fromString(ID)));
    }

    @Test
    void namesAreCheckedBeforeValuesUnlessTheyAreNotEnabled() {
        MirroringSettings.Builder misspelled = MirroringSettings.builder().check(() -> {
            throw new MirroringException("misspelled");
        });
        MirroringSettings.Builder all =
                MirroringSettings.builder().set(Setting.STOP_TIMEOUT, "soon").setAll(misspelled);

        assertThatThrownBy(all::build).hasMessage("misspelled");
        assertThat(all.set(Setting.ENABLED, "false").build().enabled()).isFalse();
    }
}
