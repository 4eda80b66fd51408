package io.github.fabricmirroring.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * An item of Fabric and the address of the database behind it, which are made of the same ids. The forms were recorded
 * of real ones; Microsoft does not document them.
 *
 * @param displayName what it is called in Fabric
 */
public record SqlDatabaseInFabric(UUID tenantId, UUID workspaceId, UUID sqlDatabaseId, String displayName) {

    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    /** One that nobody else has. */
    public static SqlDatabaseInFabric named(String displayName) {
        return new SqlDatabaseInFabric(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), displayName);
    }

    /** Its address in the portal. */
    public String itemUrl() {
        return "https://app.fabric.microsoft.com/groups/" + workspaceId + "/sqldatabases/" + sqlDatabaseId;
    }

    /** Without the port. */
    public String host() {
        return base32(tenantId) + "-" + base32(workspaceId) + ".database.fabric.microsoft.com";
    }

    /** As {@code DB_NAME()} has it. */
    public String databaseName() {
        return displayName + "-" + sqlDatabaseId;
    }

    /** As the portal shows it for JDBC, without who signs in. */
    public String jdbcUrl() {
        return "jdbc:sqlserver://" + host() + ":1433;database={" + databaseName() + "};encrypt=true";
    }

    private static String base32(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) (id.getMostSignificantBits() >>> 32));
        bytes.putShort((short) (id.getMostSignificantBits() >>> 16));
        bytes.putShort((short) id.getMostSignificantBits());
        bytes.order(ByteOrder.BIG_ENDIAN).putLong(id.getLeastSignificantBits());
        StringBuilder bits = new StringBuilder();
        for (byte one : bytes.array()) {
            bits.append(Integer.toBinaryString(one & 0xFF | 0x100).substring(1));
        }
        // As many more as the last character lacks.
        bits.append("00");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits.length(); i += 5) {
            text.append(BASE_32.charAt(Integer.parseInt(bits.substring(i, i + 5), 2)));
        }
        return text.toString();
    }
}
