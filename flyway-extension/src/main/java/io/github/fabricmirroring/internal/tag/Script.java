package io.github.fabricmirroring.internal.tag;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a script shows of mirroring: the one way to look at it before it runs, after it failed, and without running. */
public final class Script {

    /** In characters; beyond it a script is data. */
    private static final long MOST_READ = 1 << 20;

    private Script() {}

    /**
     * The tag in the header, and nothing is read beyond it; see {@link TagSpelling} for what is one.
     *
     * @return a {@link Finding.Tagged} or {@link Finding.Misspelled}; nothing if the script is not tagged
     */
    public static Optional<Finding> header(Reader script, CommentStyle style) throws IOException {
        ScriptTokens tokens = new ScriptTokens(script, style);
        HeaderReader header = new HeaderReader(tokens, style);
        while (header.isOpen()) {
            header.accept(tokens.next());
        }
        return header.finding();
    }

    /**
     * All that matters in a script: its tag, right or misspelled, and nothing else; or the first misplaced tag and every
     * statement that mirroring forbids in a SQL database in Fabric, by their lines. The first million characters are looked at.
     *
     * @return empty if there is nothing to say of the script
     */
    public static List<Finding> read(Reader script, CommentStyle style) throws IOException {
        ScriptTokens tokens = new ScriptTokens(script, style);
        HeaderReader header = new HeaderReader(tokens, style);
        Body body = new Body(style);
        Token token;
        do {
            token = tokens.taken() < MOST_READ ? tokens.next() : new Token(Token.Kind.END, "", 0);
            boolean ofHeader = header.isOpen() && header.accept(token);
            if (!header.isOpen() && header.finding().isPresent()) {
                return List.of(header.finding().get());
            }
            body.accept(token, ofHeader);
        } while (!token.is(Token.Kind.END));
        return body.findings();
    }

    /**
     * As {@link #read(Reader, CommentStyle)}, of a file in the encoding that it has by its byte order mark or by its
     * own configuration file.
     *
     * @param encoding if neither names one
     * @return an {@link Finding.Unreadable} if it cannot be read
     */
    public static List<Finding> read(Path script, Charset encoding) {
        try {
            Charset charset = ScriptEncoding.of(script, encoding);
            return read(script, charset, CommentStyle.of(script.toString()));
        } catch (NoSuchFileException e) {
            return unreadable("there is no such file");
        } catch (AccessDeniedException e) {
            return unreadable("access to it is denied");
        } catch (IllegalArgumentException e) {
            return unreadable("its own configuration names an encoding that is not known");
        } catch (IOException e) {
            return unreadable("of " + e.getClass().getSimpleName());
        }
    }

    private static List<Finding> read(Path script, Charset charset, CommentStyle style) throws IOException {
        try (Reader reader = ScriptEncoding.decodeStrictly(Files.newInputStream(script), charset)) {
            return read(reader, style);
        } catch (CharacterCodingException e) {
            return unreadable("it is not in " + charset + ", in which it would be read");
        }
    }

    private static List<Finding> unreadable(String reason) {
        return List.of(new Finding.Unreadable(reason));
    }

    /** What is below the first statement. */
    private static final class Body {

        private final CommentStyle style;
        private final Statements statements = new Statements();
        private final List<Finding> misplaced = new ArrayList<>();

        Body(CommentStyle style) {
            this.style = style;
        }

        void accept(Token token, boolean ofHeader) {
            if (token.is(Token.Kind.COMMENT)
                    && !ofHeader
                    && misplaced.isEmpty()
                    && TagSpelling.of(token.text()) != TagSpelling.NONE) {
                misplaced.add(new Finding.Misplaced(token.line(), style.tag()));
            }
            if (style == CommentStyle.SQL) {
                statements.accept(token);
            }
        }

        List<Finding> findings() {
            List<Finding> findings = new ArrayList<>(misplaced);
            statements.forbidden().stream()
                    .filter(found -> !found.work().isAllowedInFabric())
                    .forEach(findings::add);
            return findings;
        }
    }
}
