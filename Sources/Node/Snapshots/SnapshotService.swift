import ServiceLifecycle

/// Clears the shelf of snapshots, as long as the node runs.
struct SnapshotService: Service {
    let shelf: SnapshotShelf
    private static let lookSeconds = 10

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                shelf.sweep()
                try? await Task.sleep(for: .seconds(Self.lookSeconds))
            }
        }
    }
}
