package dev.ferry.cli.cloud.google;

import dev.ferry.cli.cloud.Functions;
import dev.ferry.host.google.LocalFunctions;
import dev.ferry.host.google.ServiceCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Functions as processes of this machine, on the local function host. */
final class PushedFunctions implements Functions {
  private final LocalFunctions functions;

  PushedFunctions(LocalFunctions functions) {
    this.functions = functions;
  }

  @Override
  public void start() {
    functions.start();
  }

  @Override
  public Map<String, Counts> counts() {
    Map<String, Counts> all = new LinkedHashMap<>();
    functions.counts().forEach((handler, counts) -> all.put(handler, read(counts)));
    return all;
  }

  /** A request that fails is a message that comes again; there is no error beside. */
  private static Counts read(ServiceCounts counts) {
    return new Counts(counts.running(), counts.succeeded(), counts.failed(), 0, counts.died());
  }

  @Override
  public void close() {
    functions.close();
  }
}
