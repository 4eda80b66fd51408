package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** In which encoding a script is read: by its byte order mark, or as configured. */
public final class ScriptEncoding {

    private record Mark(byte[] bytes, Charset charset) {
        Mark(String hex, Charset charset) {
            this(HexFormat.of().parseHex(hex), charset);
        }

        boolean begins(byte[] script) {
            for (int i = 0; i < bytes.length; i++) {
                if (i >= script.length || script[i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final int LONGEST_MARK = 4;

    /** UTF-32's comes first: in little-endian order it begins with UTF-16's. */
    private static final List<Mark> MARKS = List.of(
            new Mark("0000feff", Charset.forName("UTF-32BE")),
            new Mark("fffe0000", Charset.forName("UTF-32LE")),
            new Mark("feff", StandardCharsets.UTF_16BE),
            new Mark("fffe", StandardCharsets.UTF_16LE),
            new Mark("efbbbf", StandardCharsets.UTF_8));

    private ScriptEncoding() {}

    /**
     * The encoding of a file without a byte order mark. A script's own configuration file, {@code V1__a.sql.conf},
     * may name one for it alone. What another program runs is in that program's encoding: all that matters here is the
     * same in each that extends ASCII.
     *
     * @param configured of all scripts
     * @throws IllegalArgumentException if the encoding that is named is not known
     */
    public static Charset of(Path script, Charset configured) throws IOException {
        if (CommentStyle.of(script.toString()) != CommentStyle.SQL) {
            return StandardCharsets.UTF_8;
        }
        Path scriptConfiguration = script.resolveSibling(script.getFileName() + ".conf");
        if (!Files.isRegularFile(scriptConfiguration)) {
            return configured;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(scriptConfiguration, configured)) {
            properties.load(reader);
        }
        String encoding = properties.getProperty("encoding");
        return encoding == null ? configured : Charset.forName(encoding.strip());
    }

    /**
     * Characters for bytes; what is wrong in them is replaced.
     *
     * @param bytes closed with the reader, and if there is none
     * @param charset without a byte order mark
     */
    public static Reader decode(InputStream bytes, Charset charset) throws IOException {
        return decode(bytes, charset, CodingErrorAction.REPLACE);
    }

    /** Fails to read bytes that are none of the encoding's, where {@link #decode} replaces them. */
    static Reader decodeStrictly(InputStream bytes, Charset charset) throws IOException {
        return decode(bytes, charset, CodingErrorAction.REPORT);
    }

    private static Reader decode(InputStream bytes, Charset charset, CodingErrorAction onError) throws IOException {
        PushbackInputStream script = new PushbackInputStream(bytes, LONGEST_MARK);
        try {
            byte[] beginning = script.readNBytes(LONGEST_MARK);
            script.unread(beginning);
            Charset actual = MARKS.stream()
                    .filter(mark -> mark.begins(beginning))
                    .map(Mark::charset)
                    .findFirst()
                    .orElse(charset);
            return new InputStreamReader(
                    script, actual.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
