package dev.ferry.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.Faults;
import dev.ferry.simulation.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hears, on loopback, what functions do, and kills their processes where a crash is due: with
 * SIGKILL, while the function waits for an answer that never comes.
 */
final class ControlServer implements AutoCloseable {
  private static final int OK = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Tally tally;
  private final Faults crashes;
  private final List<String> struck = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private final AtomicLong deliveredAgain = new AtomicLong();
  private final ExecutorService threads = Threads.perTask("ferry-demo-control");
  private final HttpServer server;
  private volatile boolean outageOver;

  /**
   * A server that listens.
   *
   * @param tally counts what happens
   * @param crashes say where processes die
   */
  ControlServer(Tally tally, Faults crashes) {
    this.tally = tally;
    this.crashes = crashes;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where functions find it. */
  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The points at which a process was killed, in their order. */
  List<String> crashes() {
    lock.lock();
    try {
      return List.copyOf(struck);
    } finally {
      lock.unlock();
    }
  }

  /** What functions told, in the order in which it was heard. */
  List<Moment> moments() {
    lock.lock();
    try {
      return List.copyOf(moments);
    } finally {
      lock.unlock();
    }
  }

  /** Of how many events functions told. */
  long heard() {
    lock.lock();
    try {
      return moments.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many messages came a second time. */
  long deliveredAgain() {
    return deliveredAgain.get();
  }

  /** What the failing handler depends on is back. */
  void endOutage() {
    outageOver = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String what = exchange.getRequestURI().getPath().substring(1);
      Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
      String answer = answer(what, parameters);
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(OK, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(String what, Map<String, String> parameters) {
    switch (what) {
      case "at" ->
          at(
              CrashPoint.valueOf(parameters.getOrDefault("point", "")),
              Long.parseLong(parameters.getOrDefault("pid", "")));
      case "happened" -> happened(parameters);
      case "again" ->
          deliveredAgain.addAndGet(Long.parseLong(parameters.getOrDefault("messages", "0")));
      default -> {
        return outageOver ? "over" : "out";
      }
    }
    return "";
  }

  private void at(CrashPoint point, long pid) {
    lock.lock();
    try {
      crashes.crashPoint(point.point());
    } catch (SimulatedCrash due) {
      struck.add(point.point());
      ProcessHandle.of(pid).ifPresent(ControlServer::kill);
    } finally {
      lock.unlock();
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void happened(Map<String, String> parameters) {
    ProcessingEvent event =
        new ProcessingEvent(
            Kind.valueOf(parameters.getOrDefault("kind", "")),
            parameters.getOrDefault("handler", ""),
            parameters.getOrDefault("id", ""),
            Integer.parseInt(parameters.getOrDefault("round", "0")),
            Integer.parseInt(parameters.getOrDefault("attempt", "0")),
            Duration.ZERO,
            parameters.getOrDefault("detail", ""));
    lock.lock();
    try {
      tally.on(event);
      moments.add(new Moment(System.nanoTime(), event));
    } finally {
      lock.unlock();
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
