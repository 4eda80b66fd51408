package io.github.fabricmirroring.internal.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy for https on loopback, which tunnels as {@code CONNECT} asks for. */
final class TunnellingProxy implements AutoCloseable {

    private enum Demand {
        NOTHING,
        PASSWORD
    }

    private final ServerSocket server;
    private final Demand demand;
    private final List<String> connects = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger generation = new AtomicInteger();

    private TunnellingProxy(Demand demand) throws IOException {
        this.demand = demand;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(() -> {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                inBackground(() -> serve(client));
            }
        });
    }

    static TunnellingProxy start() throws IOException {
        return new TunnellingProxy(Demand.NOTHING);
    }

    static TunnellingProxy demandingAPassword() throws IOException {
        return new TunnellingProxy(Demand.PASSWORD);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whereto, each. */
    List<String> connects() {
        return connects;
    }

    /** Passes nothing on any more that comes by the connections of so far, and does not close them. */
    void goSilent() {
        generation.incrementAndGet();
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        String target = line(in).split(" ")[1];
        boolean authorized = demand == Demand.NOTHING;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            authorized |= line.startsWith("Proxy-Authorization: Basic ");
        }
        OutputStream answer = client.getOutputStream();
        if (!authorized) {
            answer.write(("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                            + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        connects.add(target);
        Socket fabric = new Socket(target.split(":")[0], Integer.parseInt(target.split(":")[1]));
        sockets.add(fabric);
        answer.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        int opened = generation.get();
        inBackground(() -> pump(in, fabric.getOutputStream(), opened));
        pump(fabric.getInputStream(), answer, opened);
    }

    /** Byte by byte: what follows the head is for somebody else. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    private void pump(InputStream in, OutputStream out, int opened) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (generation.get() == opened) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side, or the test, is done.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
