package dev.varve.query.web.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** An address that keeps to no protocol where the test says so, and takes everything else. */
final class Troublemaker implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("(?im)^webhook-id: *(\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /** What it does with a request that it has read whole. */
    enum Trouble {
        SILENT("", true),
        BODY_STALLS_AFTER_200("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", true),
        BODY_STALLS_AFTER_500("HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\nno", true),
        CLOSES_UNANSWERED("", false),
        CLOSES_WITHIN_THE_HEADERS("HTTP/1.1 200 OK\r\nContent-Le", false),
        NOT_HTTP("no such service\r\n\r\n", false),
        NONE("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", false);

        private final String answer;
        private final boolean staysOpen;

        Trouble(String answer, boolean staysOpen) {
            this.answer = answer;
            this.staysOpen = staysOpen;
        }
    }

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();

    Troublemaker(Trouble... first) throws IOException {
        troubles.addAll(List.of(first));
        Thread.ofVirtual().start(this::letIn);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort() + "/";
    }

    /** The ids of the messages that it has read whole. */
    List<String> ids() {
        return ids;
    }

    private void letIn() {
        try {
            while (true) {
                var socket = door.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            open.forEach(Troublemaker::close);
        }
    }

    private void serve(Socket socket) {
        try {
            var head = head(socket.getInputStream());
            socket.getInputStream().readNBytes(Integer.parseInt(found(LENGTH, head)));
            var trouble = troubles.isEmpty() ? Trouble.NONE : troubles.remove();
            ids.add(found(ID, head));
            socket.getOutputStream().write(trouble.answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            if (!trouble.staysOpen) {
                socket.close();
            }
        } catch (IOException gone) {
            close(socket);
        }
    }

    private static String head(InputStream stream) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = stream.read();
            if (next < 0) {
                throw new IOException("expected a request, found the end after " + head.length() + " characters");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String found(Pattern pattern, String head) throws IOException {
        var found = pattern.matcher(head);
        if (!found.find()) {
            throw new IOException("expected " + pattern + ", found " + head);
        }
        return found.group(1);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
