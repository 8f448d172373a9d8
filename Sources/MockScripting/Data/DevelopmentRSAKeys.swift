/// The RSA keys of `mock.jwt.keys`, public like this file: good for mocks and for nothing else.
///
/// They are fixed because an RSA key cannot be made from a seed with the library in use.
enum DevelopmentRSAKeys {
    /// In PEM (PKCS #8), 2048 bits each.
    static let all = [first, second, third, fourth]

    private static let first = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDGvJb1gBhPnrXe
        /rSTq8gt/lvFpLvhO+uUpQxfN2VQwVNrYWG/l4r1dX00PEwalfVeRk02rCA6eFLe
        Wi8xQMvAspk1CsMT55RAjvSQdOUVWfxoQh/lx4R3evBugQDeHUHzN8UIsoKLASLl
        gM2sYjnt8KdbffW0jvz4kmiv1mZ5yFVTuA+9kc8Wp5KI16z6XGlVd58XHsGFSRjN
        RmEvWkOHsGop0YqZRytIJqRNma+IADGGYu4ZV4NFum7FE1WdVyUPiZFBRl7+KUx1
        hbzaRCKc7F3M5YgWyumKJbJQBEs2UvkyWdbrQSm8eKGCE/RbQ+s114OfYjnlsony
        40pIOcDfAgMBAAECggEAEOpZZlZQ+2nqAgEnnpAXBESA9tl20mIhbZqqFb/8eXtT
        CIdBOiesa126L+7X7XAJHU1E4jE+twCp0QTXvSH46xMTM5lnEZ567GRz5YhwPTkr
        tjYL9VNeROCBGW6/2P1K2+hJzDE20ke2UCwpQBHGQNM5yMb3rwwin7JagxOaek/6
        ayLkAcv8r+bpGWlQV3hOh6N+9nAonohHX14+dccvm0E9pb5yEituOau3MCFzZ7x6
        45WbkMWFzTO64yCUYxpLooL41I8ze0zufcSoA8XX3O3ROCCeBjCmKd6TBVMfLq7p
        dfxK8QfdwqcEAcxdxJ1eKWQ0EqZOd5fM/6uNqt5sfQKBgQD8c/rga7qFUNH1XuMm
        S+G3CLnzDVWhPNpyUajUjSIYWrT0RGFRmspjBRhj5QyDlw/ckA0TuoMViDCSiaWk
        pDNAM0xM9PIvdXoG4Tc2a+JXm85bhlkXTaYxJAw89gUa0hRPUDfHw8dMM/bRYlhP
        7AtvYi84eMVPBCe2IE1TdLeuJQKBgQDJh2dAOQVKCbayd21KReefwPbbo+HAuXjO
        A1y5tRr8YfUrhPOGIqLLWPEZwBv9W85xD60csRD/KHP1HOFjLvjjh9Y4iGLmdODI
        6qH794pXT3TRFpcM3LGSw/p4YKMckxzbTLs5Nz3U0gADEu9A/Bdd4JE1/j9te4Bx
        luoh0vX5swKBgGwQ4bWrp95lqFrW0XmVRfvp+l92t88bk48YMaM6/vtZ6NgfZWFf
        V39nsPciF2dFBP8vksl9L5vJ/rDbx1JhD6dNzj2rJPj32tKTGeVr7Sn/gihfrEdz
        b87dVXfLAIhooVUKS7ZxsiCGpgMfjBo6OvLlHr2XxS574tvtm+w7rF0ZAoGAJPyQ
        2pycd+YofcClckg6JnvH0q/VMwXXQhgj4IF4nnFsCbyw5SFeN2vvdAZqHKnIzb9O
        ykFFGU9XWNkgFI/+ZeP8UQvW+uzghH9rk07vOO8ARY+b0WR/wqvtQEKcLRZi6Wy/
        v9R/qJuSHP5QouCheT1J6VrsUS+ldzN3bRXGxzkCgYEA1ULGKiC9Lvv6KA1qzsIk
        YMYbo6Dv73bHk8Sh6lI/gzbverVRS8osag8tFibj1iodRPfF6d1K6d4g9Lhab9dV
        EcjrnDHpXXQKA3msvrH07PXrV9TvNVJq4C2g362VL3ETvdhjysrlTwT1G3V80I7h
        xz1NNIXrzEOXj/vRbrqhYHI=
        -----END PRIVATE KEY-----
        """

    private static let second = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDYC/XxhhHSmecD
        kJd3eHzmHXZrLCIZ3j/Cfr0/OOvbSK3Pn2PlA7GVIuCSgHBlQD2UJ+QnjOk3bpNi
        XOCAfelKlYqYu0ejlIGPls8WhUc/fi6RyVZFJW58I6G/2QTRrYAiVdZMIDZ4th7Z
        ztxwvwRDRSzR4OqqdI3czFt6FO++XLo2FK2bXVTo/FdP/RnlK5AqaK+zySCDvcqq
        scq2jNbA/4DUSIGjQi8W+sPXyCQKXwOCUcGi8njfhVeTYHvEk0iu+CIasd+pfLcv
        VZ2eq2NBHWQoamu0xTNvSGkBLKkpKhpr8IJX+hkogNBTw+DLXUzddYgtXlCfgIZV
        RTZZYTIXAgMBAAECggEAPMEETQKMMYKI9bYr+fM+gEGJwvKatlaK7IlSc5xwqu4h
        vpCOeWDUB+HScDBBKx/pESg0nzCfhrCILrF6ined6pTp8DA+IZCJ7JSWsLkTA5Za
        xzFsmq4/hxZIDpibI9GcBkvIIwkt+D0SqOJkmCoHK1mhFHYg14VGPXCUStznXErX
        3aGnElfO0qOs4+2I/f8rS5UD0XSZJHkl6b+kh5J/+wIsYurXgVh34q/yJ8sy7r5u
        6wJL3GzFdFRQ8y5pGEqPj9s/hy/sc5G6hQT+/RHgnxYrCbOHiVaol7v2WtirRZS4
        fTxpLPFx0n5b6fGKsb4TwCvmBA7czmZnvMdLbb/WXQKBgQDw/eIhihDFA8WUJQqa
        rpqYG9nv/itwhkRswUSsNIjJkY0h1826paps1eONm48MhVC7K0vjqCrAALb1/baU
        R2AVccv7bXOlwyULMFEjGsh2+Io2Y9TZ/2+BMQjQP6BRi0a0VOXfqsw7C9jzoYFz
        F8Rk29DFtAXCiSCrN9L9ptGc6wKBgQDlgGFuwEv0njtqVbfNdZ1AVYHjLEk3YCSm
        CoUuWrDNqafYU+0AkLQSam6UfqTOArTmcEX7Va32oJe0BsHiAaAiNcOuIGXzrNF6
        k4fNRL9t7TRPXVOFrkaJEoiMwAimLfMYKdLBDPmnzMRxkswpGt8VIlOWGbzHYhjY
        KSKDalUEhQKBgC5buGdZRtaPXi+cXIja87Q1D1yCWVrhCUKefxZdWL7lt+99sv6n
        pbwf/REdjowLDTekIYoerHKY8JkrgDbP8CTP6jxolqmZe4PGfKUzHsL8FqJV2/k/
        kPSaOSbORonJMAW6mynGklj9c3OSavN36/i27FdLxRviAx3MtFLFB2eXAoGAFuxV
        zwwiChLr+FkLfNgslspzqM85mPBfeL5AQzsHweMaQr9PQukxM02yMd7ccz9N9l5s
        fwg10haEUJUENKDY79HS88eEp2wxmD64J8agIEi7GtpFh2q63OIfBYAA3ShlyZoT
        1PiIzzviuz1gaxKmCaReGPYFJx0jQiQJsHqkd0kCgYEA0FV6IPpPja7co3DIIC+2
        qD/tak+SVVRAFg6BXb8A9amaZ48YxnIYdIgBnMILwuWwTmS3achelWlAA7sj2kri
        56AzUNgeIiBGnhuxGmTYhJlv5FFt+7ngwHErMR1EdBY4r2di/TNzcw59JLSVH1nD
        3Ou+ySyaAPqSB+69IPvRqiU=
        -----END PRIVATE KEY-----
        """

    private static let third = """
        -----BEGIN PRIVATE KEY-----
        MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDJuF1wOpjI+iWg
        duAU5BvxhxVo7ADwt7iuVVhWSjW0FtOppQMuXHJ6bBXgYPdk3AVLqJgNrMkawYSr
        yyoMvWXB7U24zgD8BpORUIFAwVNpHYOAlIfAyCdEBk041Mf0bzBGbM3Y37ucxKde
        qGGMEZBnNdwDofdmxt+y/71XNJuVU5vt5bs4fkAo1WEfQ9NWdCaVSHCYqPMYyhyr
        CIESJsefj6mM24E6UtOUjaZxo9LVnMns+17JDB40UB7XtIaTC4OPZNjrr8CvgQYe
        sdm5rzhKguUXdJhEUoK25G0nQnQllftgyU3Zl3oFvxaPvybjWLFPLXTYfBUOyTly
        E2AaTSYNAgMBAAECggEADXp3K9eOe+dS+kzXHi47u8C16oPScEMmYOes9l8RBY58
        6Bnxg3iD4bA1Kf/wp9mXtP1343oHGfWSQtRZY+6HzRRpHA8Pu8dItu31JPmF9EEX
        l1DVXUlCbmYpZMG69pczV5FPk80nQQtWz5laozxNNMhBgjChUkm5isFRynDmcGy+
        X1sgpGyHL8K2TzFnewpvkIE21yS6ZT3QIfS2zDj2v5xazxjGeICcEe+ZvJc52DQ7
        S1Mm/HzWrUK/pbec0l6l2g7cKUbOn8keNzakJqk8hCvQrBe2Dt80rmuJTyUo/eLU
        b9fFNhM7bwv2VcC8LR4+O/szhyHDmI/3XyfOLOVgFQKBgQDoSiAhYIDS3llrXWwP
        J1z9ryOSSrFc7eySkt14B/Z+FUmnA2yKLRYxNffDHii7z+MbxwuLs/xGPEsm4A3R
        KRV0GLpGNsEWv8VWIn5be+6fyi+Ooqag8jHjFlMoUMyhmmV7eMmuEgUbrt/xYIbd
        Bnc1Paq4F8viRmN8Yj/dq357uwKBgQDeT3EvAOcPJvIp6OlS3F+OrstnMuzMXMdc
        ZDwP0zDfokt7DoO+cgTFTBKapemsIX1gxaAuxRkDKmNFdY+G0lhC/Bc9K6sHyjdj
        93lkF3AVs1esSDwn7Rd4p9zB9mkv2DFbkA+ynO2JpHwIJWT07YSC5SwCmAp6Ud1L
        dx28RJ/01wKBgFmd32+BD7JK3iyxyjK+eP3WR970uiCkGhUiXBcm204hYFzy0Tkt
        09YAgCnixMxQk8nvrOCk+7sNH+FLp4j+VKyJrbPRBAWGztdAT4dz9Mfo9RgOYELP
        rbdysXpoUco3Ctfr7cMeaKIZgYRaPS2ghPUhaW/EnoAZr+AY95LJyu5pAoGBAMco
        tGU/kcBpS5lwJ1csRg81WNPjM3EBzThgM86ZjLdMVgKwRiZfTxbRx/jzmhuzBPel
        FJPRz06essCPST2nQ5r+7HLIpDgeWPEdy4p31NocCPc2322FYfmdqI+7iRBrxgwZ
        S3bgT4135gYGOiOShZweYwcP3pMms/HfjKwVbpeRAoGBAOJHbBltw7cREfNGqHTM
        sMtdlPLTV8KbWnpNSkyzP/6rxwLzv6JihckmlvWNMeOx1Xgo9AdkZGTCUOReQnT7
        yuTM3Lt+Ho/cGHJP1VTTiBAK85to3PcjUy7mfjfY5dkBKRqzbzduH1k1vADXXoYr
        ny7/UNAEDPudGKuKp42nWisT
        -----END PRIVATE KEY-----
        """

    private static let fourth = """
        -----BEGIN PRIVATE KEY-----
        MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDmI4hf/9OA4yWf
        JTHwBPQG0rpasm3XYRUTddpNWMbAnKLkrFnqVQjix6blMoNBWNd1EX8fqFT8saLz
        OMZODKKzg+fi3jnO7y/u8qfPOC2E4Jx7FfKrlaURIF0OZU0P78ucqkaNn6PuYS3Q
        EJy7ONtCiKrGXVuFMh1Qt8QV3F/YY0e89y6VGHHssmaFixhs7my6An0UfSorYiEH
        4eapkTBMMLUh6JX462FGSdACHXoJKlo145uEKU+yoALSBoZBepvKIsMK+WsfiDAS
        wZtXKoC8wr51fT7xYs2Eq7WDsnty/5zu/auMSgyDWY+xDR3eZ1NmHkG+l6Sft0o5
        BhTGXWyHAgMBAAECggEAGMjm3P/eNVlBKfyFfkXqSfnT3ASvU6y+6lOc6QuQjBnS
        aTIulNAHnvTFgpWIETeSLKdvu2cTkAtJc0w//xPZSeAAzywDqceUr/UuIWD5dgAC
        mjbo5ZW+KzQDEZPTUs4ObZbg9kulCf0pQ+kmF/utkWLKkYZoXtXg1lqUIY6UO+dx
        AEMAFvSyHboQqnEDcGn8Zqv2QxJWhQKQACWacw67uSOUq+rANGShXtRg+xopVzmR
        F+XH3Ad3XUNrXJl6YP53NaRKqNDk1cwSbaQxK6tGYe+nLak07lNjqfeZjQD5o5o4
        dO8XREmPTCzxqp2MUzPaB7aMtHj8wr73bhrn5o4DwQKBgQDzwO3i3q0ScT2X4Gl3
        hGLFssgaWaHvgtroT0SrxQyRkhlkWO27TP6zlVOFBp3+qgL2hND4C20XYILhln0K
        mi8S0K0lB4hdhh8ZF6AlRXm8Jfb3rQu0BHHCzHfPn2Clr2+F2Ysd1OblZ4zyuJKf
        Y8HfilcU3iVxeTexdqKwL7BUUQKBgQDxs36VRYQSIyqVLG72YiV76iAqCYreHl6P
        vt38/ZMZngrq9GF/FRRwoXJ9x86JUm0XLfVEmAZzx1AaoW2E2WQL+yVgBcd2isv0
        wGwBNZUgrFbxm4a0Et6LSXVGkXU2S80rED2p0AWEMHcFAvP3q1DAZ+hiYCF9FISY
        gLnKPTw1VwKBgQCGE/yGS3gl6dY4gX9h95chKgs5u04A4hipqliap2QXeqau9N+n
        pF2ByMTNKmuj1j6U/U+48QgL0NGNZurW9yKnldN3x+Hxl8HpWn6DoeipXrSvXidO
        2Rb+UNwif4d4+7w7gwMr4J01WLVGGdLFC+lrnbvyxZMRDN1ep2Qrx7+VUQKBgQDg
        owBs37UF3mU/S5K9ry5DYrAOIdxM4FDmrHBJJ6vFzVs8T3El2YOrwoFUYZWVj2QQ
        fQhNfjXQ+Vd7yLivFhSkBgEQo45koE865HP9E73MJiCQYQnq5vaq4dT7h0k283B2
        K5wD7XCTETAtGjeA4lok2O3kMJAvXhh2XH1Qd2Uz9QKBgCyYT2pJsBMPMMcb4szW
        A6nUnuA/+BlUI7TFMISjqtpq6z1eBlMKaKX37CYemG9J/DE6aP3MtU5A9rV1AsNk
        NBH+QymXIvf11nZCRogO7CZppE4//9aAD3dWWiKYdndahSloR7PWAL6GV/zXr8Eg
        8vyeTZjjNkaBuJGRaWzMhHFl
        -----END PRIVATE KEY-----
        """
}
