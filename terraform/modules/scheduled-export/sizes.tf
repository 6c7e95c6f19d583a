# What Fargate offers, and the least that a strategy is good with: copy and pgdump compress on one processor, snapshot waits.
# The program's own memory does not grow with the database (256 MiB do), one row a worker apart.
locals {
  of_strategy = {
    copy     = { cpu = 1024, memory = 2048 }
    pgdump   = { cpu = 1024, memory = 2048 }
    snapshot = { cpu = 256, memory = 512 }
  }[var.strategy]

  cpu    = coalesce(var.size.cpu, local.of_strategy.cpu)
  memory = coalesce(var.size.memory, local.of_strategy.memory)

  memories = {
    256   = [512, 1024, 2048]
    512   = range(1024, 4097, 1024)
    1024  = range(2048, 8193, 1024)
    2048  = range(4096, 16385, 1024)
    4096  = range(8192, 30721, 1024)
    8192  = range(16384, 61441, 4096)
    16384 = range(32768, 122881, 8192)
  }
}
