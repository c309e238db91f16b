"""Runs Lambda functions of a LocalStack without Docker.

LocalStack asks a plug-in for each execution environment. This one makes it a process:

    LocalStack (mappings, Invoke, versions, log groups)
      -> ProcessExecutor           LocalStack's interface, one per execution environment
        -> Environment             warm process, timeout, memory limit, log lines of an invocation
          -> RuntimeProcess        one process with a Runtime API of its own
            -> RuntimeApi          what the real runtime interface client fetches from and posts to

Only `executor` and `plugin` know LocalStack. Everything listens on loopback. A process is killed
with the LocalStack that started it, however that ended (see `lifeline`).
"""
