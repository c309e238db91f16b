package org.codehaus.plexus.classworlds.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * A task of Ant's, which the root pom runs in Maven's own JVM: {@link SharedProcessors} is defined
 * where javac looks for it, in the system class loader. Only a class of this package can be added
 * there without opening the JDK, since Maven's launcher is the one class that is there already.
 */
public final class ShareProcessors {
  private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

  /** Does nothing, and says so, where that cannot be: Maven inside an IDE has no such launcher. */
  public void execute() throws IOException {
    try (InputStream shared = ShareProcessors.class.getResourceAsStream("SharedProcessors.class")) {
      Class<?> launcher = ClassLoader.getSystemClassLoader().loadClass(LAUNCHER);
      MethodHandles.privateLookupIn(launcher, MethodHandles.lookup()).defineClass(shared.readAllBytes());
    } catch (ReflectiveOperationException | LinkageError e) {
      System.out.println("Each compilation loads its processors anew: " + e);
    }
  }
}
