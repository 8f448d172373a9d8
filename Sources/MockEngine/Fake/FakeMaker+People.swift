/// Postman's variables of the group "people and jobs".
extension FakeMaker {
    static let people: [String: TextGenerator] = [
        "randomFirstName": { maker in maker.pick(FakeNames.first) },
        "randomLastName": { maker in maker.pick(FakeNames.last) },
        "randomFullName": { maker in
            let prefix = maker.once(in: 9) ? maker.pick(FakeNames.prefixes) + " " : ""
            let name = maker.person().full
            return prefix + name + (maker.once(in: 9) ? " " + maker.pick(FakeNames.suffixes) : "")
        },
        "randomNamePrefix": { maker in maker.pick(FakeNames.prefixes) },
        "randomNameSuffix": { maker in maker.pick(FakeNames.suffixes) },
        "randomJobArea": { maker in maker.pick(FakeJobs.areas) },
        "randomJobDescriptor": { maker in maker.pick(FakeJobs.descriptors) },
        "randomJobType": { maker in maker.pick(FakeJobs.types) },
        "randomJobTitle": { maker in
            "\(maker.pick(FakeJobs.descriptors)) \(maker.pick(FakeJobs.areas)) \(maker.pick(FakeJobs.types))"
        },
    ]

    /// A person's name.
    struct Person {
        let first: String
        let last: String

        var full: String { "\(first) \(last)" }

        /// The name in small letters of ASCII, as in addresses.
        func handle(joinedBy mark: String) -> String {
            (FakeNames.plain(first) + mark + FakeNames.plain(last)).lowercased()
        }
    }

    mutating func person() -> Person {
        let first = pick(FakeNames.first)
        return Person(first: first, last: pick(FakeNames.last))
    }
}

/// Names of people from many countries, in Latin letters.
enum FakeNames {
    static let first = FakeList.words(
        """
        Aaliyah Abebe Adaeze Aditi Agnieszka Ahmed Aiko Aisha Akira Alejandro Alice Amara Amélie Amina Ana Anders Andrea Anika Anton
        Anya Arjun Astrid Ayşe Bao Beatriz Bilal Birgit Bogdan Bruno Camila Carlos Catarina Chen Chiara Chidi Chloé Clara Dagny Dalia
        Daniel David Deepa Diego Dimitra Dina Dmitri Eero Elena Elif Emeka Emma Emre Enrique Erik Esther Ewa Farah Fatima Felix Femi
        Fiona Francesca Freya Gabriel Giulia Goran Grace Greta Hana Haruto Hassan Helena Henrik Hiroshi Hugo Ibrahim Ines Ingrid Irina
        Isabel Ismail Ivan Jamal Jana Javier Jin Joana Johan José Joon Julia Kamala Karim Katarzyna Kenji Khadija Klaus Kofi Lars
        Layla Leila Leo Linh Lucía Lukas Maja Malik Manuel Marek Maria Mateo Mei Mehmet Milan Mila Mohammed Nadia Naomi Ngozi Niamh
        Nikhil Nils Noor Nora Olga Oluwaseun Omar Oscar Paolo Pedro Petra Priya Quentin Rafael Rania Ravi Renata Rosa Ryo Sakura Samir
        Sanna Santiago Selin Sigrid Simone Sofia Søren Stefan Sunita Svetlana Tariq Tatiana Thandiwe Thomas Tomasz Tuan Uma Valentina
        Vera Viktor Wanjiru Wei Yara Yasmin Youssef Yuki Yusuf Zainab Zoë Zofia
        """)
    static let last = FakeList.words(
        """
        Abdi Achterberg Adeyemi Aguilar Ahmed Almeida Andersen Aoki Arslan Asante Bakker Banerjee Barbosa Bauer Becker Berg Bergström
        Bianchi Blanc Boateng Bondarenko Borg Brandt Castillo Çelik Chandra Chen Cho Cohen Colombo Conti Costa Cruz Czarnecki Dahl
        Danjuma Demir Diallo Dlamini Dubois Dupont Duarte Eklund El-Sayed Eriksen Fernández Ferrari Fischer Fofana Fontaine Fujita
        Gallo García Georgiou Gomes Greco Gupta Gustafsson Haddad Hakimi Halonen Hansen Hashimoto Hernández Hoang Hoffmann Horvat
        Huang Hussein Ibrahim Ito Ivanova Iyer Jansen Jensen Johansson Joshi Juarez Kamau Kaplan Kapoor Katz Kaya Khalil Khan Kim
        Kimura Klein Kobayashi Koch Kovács Kowalski Krüger Kumar Lam Larsen Laurent Lee Lehmann Lemaire Levi Li Lindqvist Lombardi
        Lopes Mahlangu Mancini Marino Marques Martínez Mbeki Mehta Mendoza Meyer Moreau Moreno Mori Moyo Müller Mwangi Nakamura
        Nascimento Ndiaye Nguyen Nielsen Novak Nowak Nyström Obi O'Brien Okafor Okonkwo Oliveira Olsen Ortiz Osei Otieno Özdemir
        Papadopoulos Park Patel Pereira Petrov Pham Popescu Qureshi Rahman Ramírez Rao Reyes Ricci Richter Rojas Romano Rossi Ryan
        Sahin Saito Salazar Santos Sato Schmidt Schneider Sharma Silva Singh Solberg Soto Suzuki Szabó Takahashi Tanaka Tembo Tran
        Traoré Vargas Vasquez Virtanen Vogel Volkov Wagner Wang Weber Wójcik Wong Yamamoto Yang Yılmaz Zhang Zhou Zimmermann
        """)
    static let prefixes = ["Mr.", "Mrs.", "Ms.", "Miss", "Dr."]
    static let suffixes = ["Jr.", "Sr.", "I", "II", "III", "IV", "V", "MD", "DDS", "PhD", "DVM"]

    private static let folds: [Character: String] = [
        "é": "e", "è": "e", "ë": "e", "í": "i", "ı": "i", "ó": "o", "ö": "o", "ø": "o", "ü": "u", "ş": "s", "á": "a",
        "ä": "a",
        "Ç": "C", "ç": "c", "Ö": "O",
    ]

    /// The name in letters of ASCII only.
    static func plain(_ name: String) -> String {
        name.map { folds[$0] ?? String($0) }.joined().filter { $0.isASCII && $0.isLetter }
    }
}

/// Words of job titles.
enum FakeJobs {
    static let descriptors = FakeList.words(
        """
        Associate Central Chief Customer Deputy Direct District Domestic Field Global Group Head Junior Lead Local National Principal
        Product Regional Senior Staff Strategic
        """)
    static let areas = FakeList.words(
        """
        Accounting Accounts Analytics Assurance Brand Cloud Communications Compliance Content Data Delivery Design Education Energy
        Engineering Facilities Finance Grants Hardware Health Identity Integration Legal Logistics Markets Mobility Network Operations
        Payments Planning Platform Procurement Quality Research Security Support Training
        """)
    static let types = FakeList.words(
        """
        Administrator Advisor Analyst Architect Assistant Auditor Consultant Coordinator Designer Developer Director Editor Engineer
        Facilitator Liaison Manager Officer Planner Producer Representative Researcher Scientist Specialist Strategist Technician
        """)
}
