package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    private static final String TENANT = "vwbb4lsqmqqejdvenqo7wshysy";
    private static final String WORKSPACE = "ntstq2f6h3ruzc3jimrly7ctsi";
    private static final String HOST = TENANT + "-" + WORKSPACE + ".database.fabric.microsoft.com";
    private static final UUID WORKSPACE_ID = UUID.fromString("6838e56c-3ebe-4ce3-8b69-4322bc7c5392");
    private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String OTHER_ID = "fedcba98-7654-3210-fedc-ba9876543210";
    private static final SqlDatabaseItem ITEM = new SqlDatabaseItem(WORKSPACE_ID, UUID.fromString(ID));

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOST,
                HOST + ",1433",
                HOST + ":1433",
                "tcp:" + HOST + ",1433",
                " " + HOST + " ",
                "jdbc:sqlserver://" + HOST,
                "jdbc:sqlserver://" + HOST + ":1433;database={Sales-" + ID + "};encrypt=true",
                "jdbc:sqlserver://" + HOST + ";databaseName=Sales-" + ID,
                "jdbc:sqlserver://" + HOST + "\\instance:1433;encrypt=true",
                "jdbc:sqlserver://;serverName=" + HOST + ";databaseName=a",
                "jdbc:sqlserver://;encrypt=true; ServerName = {" + HOST + "}",
                "jdbc:sqlserver://;server=" + HOST,
                "jdbc:p6spy:sqlserver://" + HOST + ":1433;encrypt=true",
                "jdbc:jtds:sqlserver://" + HOST + ":1433/Sales",
                TENANT + "-" + WORKSPACE + ".fabric.microsoft.com",
                TENANT + "-" + WORKSPACE + ".zf1.database.fabric.microsoft.com",
            })
    void theWorkspaceIsInTheSecondHalfOfTheHostsFirstLabel(String server) {
        assertThat(DatabaseAddress.item(server, "Sales-" + ID)).contains(ITEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "jdbc:h2:mem:a",
                "jdbc:sqlserver://",
                "jdbc:sqlserver://localhost:1433;databaseName=a",
                "jdbc:sqlserver://server.database.windows.net",
                "jdbc:sqlserver://server.database.fabric.microsoft.com",
                // Shorter and longer than an id.
                "vwbb4lsqmqqejdvenqo7wshys-" + WORKSPACE + ".database.fabric.microsoft.com",
                TENANT + "-ntstq2f6h3ruzc3jimrly7cts.database.fabric.microsoft.com",
                TENANT + "-" + WORKSPACE + "a.database.fabric.microsoft.com",
                // Other alphabets.
                "VWBB4LSQMQQEJDVENQO7WSHYSY-NTSTQ2F6H3RUZC3JIMRLY7CTSI.database.fabric.microsoft.com",
                TENANT + "-Ntstq2f6h3ruzc3jimrly7ctsi.database.fabric.microsoft.com",
                TENANT + "-ntstq1f6h3ruzc3jimrly7ctsi.database.fabric.microsoft.com",
                TENANT + "-ntstq8f6h3ruzc3jimrly7ctsi.database.fabric.microsoft.com",
                TENANT + "-ntstq_f6h3ruzc3jimrly7ctsi.database.fabric.microsoft.com",
                // No encoder ends an id with this.
                TENANT + "-ntstq2f6h3ruzc3jimrly7ctsj.database.fabric.microsoft.com",
                // Another number of ids.
                WORKSPACE + ".database.fabric.microsoft.com",
                TENANT + "-" + WORKSPACE + "-" + WORKSPACE + ".database.fabric.microsoft.com",
                TENANT + "." + WORKSPACE + ".database.fabric.microsoft.com",
                // Elsewhere in the name, or under another domain.
                "a." + HOST,
                HOST + ".example.com",
                TENANT + "-" + WORKSPACE + ".database.notfabric.microsoft.com",
                TENANT + "-" + WORKSPACE + ".database.fabric.microsoft.com.",
                TENANT + "-" + WORKSPACE + ".database.fabricXmicrosoft.com",
                // Not the server.
                "jdbc:sqlserver://localhost;hostNameInCertificate=" + HOST,
                "jdbc:sqlserver://localhost;serverName=" + HOST,
                "jdbc:sqlserver://;databaseName=" + HOST,
                "jdbc:sqlserver://;failoverPartner=" + HOST,
            })
    void anyOtherServerNamesNoItem(String server) {
        assertThat(DatabaseAddress.item(server, "Sales-" + ID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sales-" + ID + "," + ID,
        "a-" + ID + "," + ID,
        "Sales of 2024 - EU-" + ID + "," + ID,
        // Whoever named the database may have used an id, too.
        OTHER_ID + "-" + ID + "," + ID,
        "Sales-" + OTHER_ID + "-" + ID + "," + ID,
        ID + "-" + ID + "-" + OTHER_ID + "," + OTHER_ID,
    })
    void theItemIsWhatTheNameOfTheDatabaseEndsWith(String databaseName, String id) {
        assertThat(DatabaseAddress.item(HOST, databaseName))
                .contains(new SqlDatabaseItem(WORKSPACE_ID, UUID.fromString(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sales",
                ID,
                "-" + ID,
                "Sales" + ID,
                "Sales_" + ID,
                "Sales-" + ID + " ",
                "Sales-" + ID + "-copy",
                "Sales-01234567-89ab-cdef-0123-456789abcde",
                "Sales-1234567-89ab-cdef-0123-456789abcdef",
                "Sales-01234567-89ab-cdef-0123-456789abcdeg",
                "Sales-01234567-89AB-CDEF-0123-456789ABCDEF",
                "Sales-0123456789abcdef0123456789abcdef",
                "Sales-{" + ID + "}",
                "Sales-1-1-1-1-1",
                "Sales-" + WORKSPACE,
            })
    void aNameThatEndsWithSomethingElseNamesNoItem(String databaseName) {
        assertThat(DatabaseAddress.item(HOST, databaseName)).isEmpty();
    }

    @Test
    void anyIdCanBeRead() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThat(Base32Id.decode(encode(id))).contains(id);
        }
    }

    @ParameterizedTest
    @CsvSource({"Sales-" + ID + ",Sales", OTHER_ID + "-" + ID + "," + OTHER_ID, "Sales,Sales"})
    void peopleCallItByItsNameWithoutTheId(String databaseName, String displayName) {
        assertThat(DatabaseAddress.displayName(databaseName)).isEqualTo(displayName);
    }

    /** Bit by bit, unlike the decoder. */
    private static String encode(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) (id.getMostSignificantBits() >>> 32));
        bytes.putShort((short) (id.getMostSignificantBits() >>> 16));
        bytes.putShort((short) id.getMostSignificantBits());
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
        StringBuilder bits = new StringBuilder();
        for (byte one : bytes.array()) {
            bits.append(Integer.toBinaryString(one & 0xFF | 0x100).substring(1));
        }
        bits.append("00");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 5) {
            text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(Integer.parseInt(bits.substring(i, i + 5), 2)));
        }
        return text.toString();
    }
}
