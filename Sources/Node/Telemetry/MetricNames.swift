/// Every metric this node has, with its line of help. Spec: Docs/Operations.md §6.
enum MetricNames {
    static let requests = "daftar_http_requests_total"
    static let requestSeconds = "daftar_http_request_duration_seconds"
    static let requestsUnderWay = "daftar_http_requests_under_way"
    static let height = "daftar_ledger_height"
    static let lowestBlock = "daftar_ledger_lowest_block"
    static let logSize = "daftar_ledger_log_entries"
    static let blocks = "daftar_ledger_blocks_total"
    static let transactions = "daftar_ledger_transactions_total"
    static let events = "daftar_ledger_events_total"
    static let commitSeconds = "daftar_ledger_commit_duration_seconds"
    static let executeSeconds = "daftar_ledger_execute_duration_seconds"
    static let rulesSeconds = "daftar_ledger_rules_duration_seconds"
    static let stateTreeSeconds = "daftar_ledger_state_tree_duration_seconds"
    static let readAheadSeconds = "daftar_ledger_read_ahead_duration_seconds"
    static let projectSeconds = "daftar_query_projection_duration_seconds"
    static let queueDepth = "daftar_ledger_queue_inputs"
    static let queueRefused = "daftar_ledger_queue_refused_total"
    static let pool = "daftar_pool_transactions"
    static let peersConnected = "daftar_peers_connected"
    static let peerMessagesDropped = "daftar_peer_messages_dropped"
    static let connections = "daftar_connections"
    static let connectionsCrowded = "daftar_connections_crowded"
    static let connectionsSlow = "daftar_connections_slow_total"
    static let scrubRounds = "daftar_scrub_rounds"
    static let scrubHeight = "daftar_scrub_height"
    static let scrubDamage = "daftar_scrub_damage"
    static let diskBytes = "daftar_disk_bytes"
    static let agreementRound = "daftar_agreement_round"
    static let agreementSeconds = "daftar_agreement_duration_seconds"
    static let laterRounds = "daftar_agreement_later_rounds_total"
    static let validatorsPresent = "daftar_agreement_validators_present"
    static let checkpointSize = "daftar_checkpoint_log_entries"
    static let pageCache = "daftar_page_cache_total"
    static let residentBytes = "daftar_process_resident_bytes"
    static let uptime = "daftar_process_uptime_seconds"

    static let help: [String: String] = [
        requests: "Requests answered, by method, path template and status.",
        requestSeconds: "Time from the head of a request to its response, by path template.",
        requestsUnderWay: "Requests being answered now.",
        height: "Height of the last committed block.",
        lowestBlock: "Lowest block that is here whole; 1 once nothing is missing.",
        logSize: "Entries of the log at the last committed block.",
        blocks: "Blocks committed since start.",
        transactions: "Transactions committed since start, by outcome.",
        events: "Events committed since start.",
        commitSeconds: "Time of the durable write of a block.",
        executeSeconds: "Time to execute a block's transactions, from their content to the header.",
        rulesSeconds: "Of that, the rules, with what they read of the state meanwhile.",
        stateTreeSeconds: "Of that, the root of the state afterwards.",
        readAheadSeconds:
            "Time to bring into memory what a transaction names, before its block.",
        projectSeconds: "Time to bring the projections up to a block.",
        queueDepth: "Inputs that wait for the ledger's thread.",
        queueRefused: "Captures refused because the queue was full.",
        pool: "Transactions that wait for a block.",
        peersConnected: "Nodes that messages have a way to.",
        peerMessagesDropped: "Messages since start that did not fit before a peer.",
        connections: "Connections that are open, by port.",
        connectionsCrowded: "Connections since start that found no place or had to make some.",
        connectionsSlow: "Connections closed because the other side was too slow, and at what.",
        scrubRounds: "Walks over the whole ledger that have ended since the start.",
        scrubHeight: "The block where the walk is; 0 between two.",
        scrubDamage: "Places of the archive that are away or damaged.",
        diskBytes: "Bytes on disk by part; those of `free` are inside `ledger`.",
        agreementRound: "Attempts at the height in work before this one.",
        agreementSeconds: "Time from waking for a height to its commit.",
        laterRounds: "Blocks decided in another round than the first.",
        validatorsPresent: "Validators in force that this node reaches, itself included.",
        checkpointSize: "Log entries under the checkpoint that is served.",
        pageCache: "Label pages by whether they were in the cache.",
        residentBytes: "Resident memory of the process.",
        uptime: "Seconds since the node started.",
    ]
}
