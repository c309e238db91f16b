package dev.ferry.cli.cloud.azure;

import dev.ferry.cli.cloud.Functions;
import dev.ferry.host.azure.AppCounts;
import dev.ferry.host.azure.LocalFunctions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Function apps as processes of this machine, on the local function host. */
final class HostedApps implements Functions {
  private final LocalFunctions functions;

  HostedApps(LocalFunctions functions) {
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

  /** A function that throws is how a message comes again; there is no error beside. */
  private static Counts read(AppCounts counts) {
    return new Counts(counts.running(), counts.completed(), counts.abandoned(), 0, counts.died());
  }

  @Override
  public void close() {
    functions.close();
  }
}
