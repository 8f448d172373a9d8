/// Postman's variables of the group "business and catchphrases".
extension FakeMaker {
    static let business: [String: TextGenerator] = [
        "randomCompanyName": { maker in maker.companyName() },
        "randomCompanySuffix": { maker in maker.pick(FakeBusiness.suffixes) },
        "randomBs": { maker in
            "\(maker.pick(FakeBusiness.verbs)) \(maker.pick(FakeBusiness.adjectives)) \(maker.pick(FakeBusiness.nouns))"
        },
        "randomBsBuzz": { maker in maker.pick(FakeBusiness.verbs) },
        "randomBsAdjective": { maker in maker.pick(FakeBusiness.adjectives) },
        "randomBsNoun": { maker in maker.pick(FakeBusiness.nouns) },
        "randomCatchPhrase": { maker in
            let adjective = maker.pick(FakeBusiness.promises)
            return "\(adjective) \(maker.pick(FakeBusiness.scopes)) \(maker.pick(FakeBusiness.things))"
        },
        "randomCatchPhraseAdjective": { maker in maker.pick(FakeBusiness.promises) },
        "randomCatchPhraseDescriptor": { maker in maker.pick(FakeBusiness.scopes) },
        "randomCatchPhraseNoun": { maker in maker.pick(FakeBusiness.things) },
    ]

    /// `Last Suffix`, `Last - Last`, or `Last, Last and Last`.
    mutating func companyName() -> String {
        let names = (0..<3).map { _ in pick(FakeNames.last) }
        switch int(0...2) {
        case 0: return "\(names[0]) \(pick(FakeBusiness.suffixes))"
        case 1: return "\(names[0]) - \(names[1])"
        default: return "\(names[0]), \(names[1]) and \(names[2])"
        }
    }
}

/// Words that companies like.
enum FakeBusiness {
    static let suffixes = ["Inc", "and Sons", "LLC", "Group"]
    static let verbs = FakeList.items(
        """
        accelerate, align, automate, bundle, connect, curate, deliver, democratize, deploy, disrupt, empower, future-proof, gamify, grow,
        harmonize, launch, localize, modernize, onboard, personalize, pivot, reimagine, scale, simplify, streamline, unlock
        """)
    static let adjectives = FakeList.items(
        """
        agile, ambient, bespoke, carbon-neutral, circular, cloud-native, collaborative, compliant, context-aware, customer-first,
        data-driven, decentralized, fault-tolerant, frictionless, global, human-centered, industry-leading, low-code, modular,
        omnichannel, on-demand, privacy-first, real-time, scalable, secure, serverless, sustainable, turnkey
        """)
    static let nouns = FakeList.items(
        """
        audiences, channels, communities, dashboards, ecosystems, experiences, insights, journeys, markets, methods, metrics, outcomes,
        partnerships, pipelines, platforms, portfolios, roadmaps, services, solutions, supply chains, teams, touchpoints, workflows
        """)
    static let promises = FakeList.items(
        """
        Adaptive, Assured, Balanced, Certified, Cloud-ready, Compact, Connected, Cooperative, Durable, Effortless, Expandable, Hands-free,
        Intuitive, Layered, Lightweight, Managed, Multi-tenant, Open, Portable, Proven, Quiet, Resilient, Reusable, Shared, Tailored,
        Trusted, Universal, Versatile
        """)
    static let scopes = FakeList.items(
        """
        asynchronous, audited, bidirectional, continuous, cross-border, dedicated, event-driven, explicit, fail-safe, fourth generation,
        geo-redundant, high-throughput, hybrid, idempotent, incremental, local, long-lived, multi-region, next generation,
        object-based, regional, role-based, self-healing, stepwise, tamper-proof, time-boxed, transparent, zero-downtime
        """)
    static let things = FakeList.items(
        """
        archive, assistant, benchmark, blueprint, budget, capacity, catalog, checklist, core, design system, forecast, framework,
        gateway, guideline, hub, infrastructure, inventory, knowledge base, ledger, library, marketplace, mesh, orchestration, policy,
        portal, registry, runbook, standard, toolkit, vault, warehouse, workspace
        """)
}
