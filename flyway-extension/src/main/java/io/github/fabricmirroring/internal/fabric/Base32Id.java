package io.github.fabricmirroring.internal.fabric;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * An id as it stands in the name of a server: its bytes in base32, lower case and without padding, the first three
 * fields of the id with their lowest byte first, as Windows keeps them in memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section 6</a>
 */
final class Base32Id {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;
    private static final int BITS_PER_CHARACTER = 5;

    private Base32Id() {}

    /**
     * @return nothing if the text is not what an id is written as
     */
    static Optional<UUID> decode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        int bits = 0;
        int count = 0;
        for (char character : text.toCharArray()) {
            int value = ALPHABET.indexOf(character);
            if (value < 0 || text.length() != LENGTH) {
                return Optional.empty();
            }
            bits = bits << BITS_PER_CHARACTER | value;
            count += BITS_PER_CHARACTER;
            if (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                bytes.put((byte) (bits >>> count));
                bits &= (1 << count) - 1;
            }
        }
        // What is left over is no part of the id, and 0 in what an encoder writes.
        return bytes.hasRemaining() || bits != 0 ? Optional.empty() : Optional.of(id(bytes.flip()));
    }

    private static UUID id(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        long first = Integer.toUnsignedLong(bytes.getInt());
        long second = Short.toUnsignedLong(bytes.getShort());
        long third = Short.toUnsignedLong(bytes.getShort());
        long rest = bytes.order(ByteOrder.BIG_ENDIAN).getLong();
        return new UUID(first << 32 | second << 16 | third, rest);
    }
}
