package dev.varve.engine.database.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that end by themselves once a server is silent for good. The driver makes this one by its name
 * (<a href="https://jdbc.postgresql.org/documentation/use/#connection-parameters">socketFactory</a>): hence public.
 */
public final class SilenceNoticingSockets extends SocketFactory {

    /** Not connected yet, as the driver asks for it. */
    @Override
    public Socket createSocket() throws IOException {
        var socket = new Socket();
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, Silence.IDLE_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, Silence.INTERVAL_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, Silence.PROBES);
        UnacknowledgedSockets.watch(socket);
        return socket;
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress server, InetSocketAddress local) throws IOException {
        var socket = createSocket();
        socket.bind(local);
        socket.connect(server);
        return socket;
    }
}
