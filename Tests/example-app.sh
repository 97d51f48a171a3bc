#!/bin/sh
# Builds and runs an app that depends on the package by path and imports the library.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
# The folder lies inside the package's own build folder, so that a clean takes it along.
swift run --package-path "$root/Tests/ExampleApp" --scratch-path "$root/.build/example-app" \
  ExampleApp
