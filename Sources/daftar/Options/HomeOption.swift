import ArgumentParser
import LedgerCore
import Node
import Storage

/// `--home`, and what lies there.
struct HomeOption: ParsableArguments {
    @Option(
        name: .long, help: "The node's directory.", completion: .directory)
    var home: String

    var node: NodeHome { NodeHome(home) }
    var paths: HomePaths { HomePaths(directory: node.path) }
}
